/** What one's page knows of a session: whose it is, one's own role in it (SPEC C9). */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { SessionSeat } from "../../schema/messages/session-seat.ts";
import { useAccount } from "./account.ts";
import { callApi } from "./call-api.ts";
import { fetchAgain } from "./fetch-again.ts";
import { showSessionTopic, usePlace } from "./place-store.ts";
import { useScreen } from "./screen.ts";

/** The first part of the keys of everything that is fetched of sessions. */
export const SESSIONS = "sessions";

export const useSeat = (id: string, isWanted = true) =>
  useQuery({
    queryKey: [SESSIONS, id, "/seat"],
    staleTime: 0,
    retry: false,
    enabled: isWanted && id !== "",
    queryFn: ({ signal }) =>
      callApi(`sessions/${encodeURIComponent(id)}/seat`, { signal, read: (answer) => SessionSeat.parse(answer) }).then(
        (seat) => {
          showSessionTopic(seat.id, seat.topic);
          return seat;
        },
      ),
  });

/** Somebody without an account who came for a session, and does not lead it: little else here is theirs. */
export function useIsInvited(): boolean {
  const isGuest = useAccount(({ account }) => account?.user.role === "guest");
  const id = useScreen(({ attending }) => attending?.id ?? "");
  const seat = useSeat(id, isGuest);
  return isGuest && id !== "" && seat.data?.role !== "facilitator";
}

/** Call it once where a session is shown. */
export function useSessionNews(id: string): void {
  const queries = useQueryClient();
  const connection = usePlace((view) => view.connection);
  useEffect(() => {
    if (id === "") return;
    const queryKey = [SESSIONS, id];
    // After a lost connection, changes may have been missed.
    void queries.invalidateQueries({ queryKey });
    return connection?.on(
      "session-changed",
      ({ sessionId }) => void (sessionId === id && fetchAgain(queries, queryKey)),
    );
  }, [id, connection, queries]);
}

/** Whether a facilitator has stopped everything in this circle, and one has to wait. */
export function useIsFrozen(circleId: string): boolean {
  const sessionId = usePlace((view) => view.circles[circleId]?.sessionId ?? "");
  const seat = useSeat(sessionId).data;
  return seat !== undefined && seat.isFrozen && seat.role !== "facilitator";
}
