/** A conversation's outcomes over HTTP, cached; fetched again whenever the room reports a change. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  ConversationOutcome,
  type ItemContent,
  type NewItem,
  type OutcomeItem,
  TextRevisions,
  type TextRevision,
} from "../../../schema/messages/outcome.ts";
import type { CircleKind } from "../../../schema/messages/room-messages.ts";
import { callApi, callText } from "../../state/call-api.ts";
import { fetchAgain } from "../../state/fetch-again.ts";
import { usePlace } from "../../state/place-store.ts";

/** `item` as the person saw it: its version goes with the change. */
export type OutcomeChange =
  | { type: "add"; item: NewItem }
  | { type: "correct"; item: OutcomeItem; content: ItemContent; turnIds: string[] }
  | { type: "delete"; item: OutcomeItem }
  | { type: "vote"; item: OutcomeItem; voted: boolean }
  | { type: "decide"; item: OutcomeItem; state: "accepted" | "refused" };

/** The room shows a new kind before it is stored; until the answer has it, it is fetched again this often. */
const KIND_STORED_MS = 500;
/** No more often than this: a page of a stored conversation may show a kind that it no longer has. */
const MOST_FETCHES = 20;

const pathOf = (circleId: string, rest = "") => `conversations/${encodeURIComponent(circleId)}/outcome${rest}`;
const keyOf = (circleId: string) => ["outcome", circleId];

/** `kind`: the one it has now; a change of it is fetched at once. */
export function useOutcome(circleId: string, kind: CircleKind, { isWanted = true } = {}) {
  const queries = useQueryClient();
  const connection = usePlace((view) => view.connection);
  useEffect(() => {
    const refresh = (message: { circleId: string }) => {
      if (message.circleId === circleId) void fetchAgain(queries, keyOf(circleId));
    };
    // After a lost connection comes the whole transcript, and changes may have been missed.
    const stops = [connection?.on("outcome-changed", refresh), connection?.on("transcript", refresh)];
    return () => {
      for (const stop of stops) stop?.();
    };
  }, [circleId, connection, queries]);
  const outcome = useQuery<ConversationOutcome>({
    queryKey: [...keyOf(circleId), kind],
    enabled: isWanted,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data && state.data.kind !== kind && state.dataUpdateCount < MOST_FETCHES ? KIND_STORED_MS : false,
    queryFn: ({ signal }) => callApi(pathOf(circleId), { signal, read: (answer) => ConversationOutcome.parse(answer) }),
  });
  const isOtherKind = !outcome.isPlaceholderData && outcome.data !== undefined && outcome.data.kind !== kind;
  // One that is shown as it was stored has changed since.
  useEffect(() => {
    if (isOtherKind) void queries.invalidateQueries({ queryKey: ["conversation", circleId] });
  }, [circleId, isOtherKind, queries]);
  return outcome;
}

/** The versions of the refined text, newest first. `present`: the one it has now. */
export const useRevisions = (circleId: string, present: number) =>
  useQuery<TextRevision[]>({
    queryKey: [...keyOf(circleId), "revisions", present],
    queryFn: ({ signal }) =>
      callApi(pathOf(circleId, "/document/revisions"), {
        signal,
        read: (answer) => TextRevisions.parse(answer).revisions,
      }),
  });

export const useRevisionText = (circleId: string, revision: number) =>
  useQuery<string>({
    queryKey: [...keyOf(circleId), "revision", revision],
    queryFn: () => callText(pathOf(circleId, `/document?revision=${revision}`)),
  });

export function useOutcomeChange(circleId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: OutcomeChange) => sendChange(circleId, change),
    // Awaited, so that a form closes when what it changed is shown.
    onSettled: () => queries.invalidateQueries({ queryKey: keyOf(circleId) }),
  });
}

function sendChange(circleId: string, change: OutcomeChange): Promise<null> {
  const read = () => null;
  if (change.type === "add") return callApi(pathOf(circleId, "/items"), { method: "POST", body: change.item, read });
  const { id, version } = change.item;
  const path = pathOf(circleId, `/items/${encodeURIComponent(id)}`);
  switch (change.type) {
    case "correct": {
      const { content, turnIds } = change;
      return callApi(path, { method: "PATCH", body: { version, content, turnIds }, read });
    }
    case "delete":
      return callApi(`${path}?version=${version}`, { method: "DELETE", read });
    case "vote":
      return callApi(`${path}/vote`, { method: "PUT", body: { voted: change.voted }, read });
    case "decide":
      return callApi(`${path}/state`, { method: "PUT", body: { version, state: change.state }, read });
  }
}
