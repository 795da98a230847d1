/** Stored conversations over HTTP, cached. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  Conversation,
  ConversationPage,
  ReadBefore,
  TurnWordings,
  UnreadCounts,
  type ConversationQuery,
} from "../../../schema/messages/conversation.ts";
import { callApi } from "../../state/call-api.ts";

/** By page, newest first: all that this person may read, or those that contain `q`. */
export const useConversations = (q: string, shows: NonNullable<ConversationQuery["shows"]>) =>
  useInfiniteQuery({
    queryKey: ["conversations", "list", q, shows],
    staleTime: 0,
    initialPageParam: "",
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      callApi(
        `conversations?${new URLSearchParams({ shows, ...(q && { q }), ...(pageParam && { cursor: pageParam }) })}`,
        {
          signal,
          read: (answer) => ConversationPage.parse(answer),
        },
      ),
    getNextPageParam: ({ next }) => next,
  });

export const useConversation = (circleId: string) =>
  useQuery({
    queryKey: ["conversations", circleId],
    staleTime: 0,
    queryFn: ({ signal }) =>
      callApi(`conversations/${encodeURIComponent(circleId)}`, {
        signal,
        read: (answer) => Conversation.parse(answer),
      }),
  });

/** Sets a part of it that is the person's to set. */
export function useSetOfConversation(circleId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ([part, body]: ["archived", { isArchived: boolean }] | ["title", { title: string }]) =>
      callApi(`conversations/${encodeURIComponent(circleId)}/${part}`, { method: "PUT", body, read: () => null }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["conversations"] }),
  });
}

/** A turn as it was said, and as it was edited since. */
export const useWordings = (circleId: string, turnId: string) =>
  useQuery({
    queryKey: ["conversations", circleId, "wordings", turnId],
    staleTime: 0,
    queryFn: ({ signal }) =>
      callApi(`${turnPath(circleId, turnId)}/wordings`, { signal, read: (answer) => TurnWordings.parse(answer) }),
  });

/** `edits`: how often it had been edited when its author read it. */
export function useEditTurn(circleId: string, turnId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { text: string; edits: number }) =>
      callApi(`${turnPath(circleId, turnId)}/text`, { method: "PUT", body, read: () => null }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["conversations"] }),
  });
}

const turnPath = (circleId: string, turnId: string): string =>
  `conversations/${encodeURIComponent(circleId)}/turns/${encodeURIComponent(turnId)}`;

/** Marks it as read up to this turn; resolves with the last one read before. */
export const markRead = (circleId: string, turnId: string): Promise<string | null> =>
  callApi(`conversations/${encodeURIComponent(circleId)}/read`, {
    method: "PUT",
    body: { turnId },
    read: (answer) => ReadBefore.parse(answer).turnId,
  });

const UNREAD_MS = 15_000;

/** By circle, of those that are open and that one has read before. */
export const useUnreadCounts = () =>
  useQuery({
    queryKey: ["conversations", "unread"],
    staleTime: 0,
    refetchInterval: UNREAD_MS,
    queryFn: ({ signal }) =>
      callApi("conversations/unread", {
        signal,
        read: (answer) => new Map(UnreadCounts.parse(answer).items.map((one) => [one.circleId, one.unreadCount])),
      }),
  });
