/** What one's page knows of a session: whose it is, one's own role in it (SPEC C9). */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { SessionSeat } from "../../schema/messages/session-seat.ts";
import { callApi } from "./call-api.ts";
import { fetchAgain } from "./fetch-again.ts";
import { showSessionTopic, usePlace } from "./place-store.ts";

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
