/** Stored conversations over HTTP, cached. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Conversation, ConversationPage } from "../../../schema/messages/conversation.ts";
import { callApi } from "../../state/call-api.ts";

/** By page, newest first: all that this person may read, or those that contain `q`. */
export const useConversations = (q: string) =>
  useInfiniteQuery({
    queryKey: ["conversations", q],
    initialPageParam: "",
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      callApi(`conversations?${new URLSearchParams({ ...(q && { q }), ...(pageParam && { cursor: pageParam }) })}`, {
        signal,
        read: (answer) => ConversationPage.parse(answer),
      }),
    getNextPageParam: ({ next }) => next,
  });

export const useConversation = (circleId: string) =>
  useQuery({
    queryKey: ["conversation", circleId],
    queryFn: ({ signal }) =>
      callApi(`conversations/${encodeURIComponent(circleId)}`, {
        signal,
        read: (answer) => Conversation.parse(answer),
      }),
  });
