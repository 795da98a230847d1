import { z } from "zod";
import {
  Conversation,
  ConversationPage,
  ConversationQuery,
  EXPORT_FORMATS,
} from "../../schema/messages/conversation.ts";
import { isWorkspaceKeeper, type Caller } from "../account/caller.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import type { ConversationReading, Reader } from "./conversation-reading.store.ts";
import { exportConversation, EXPORT_TYPES } from "./export-conversation.ts";

const area = "Conversations";
const access = "signed-in";
const params = z.object({ circleId: z.string().min(1).max(100) });

const toReader = (caller: Caller): Reader => ({
  userId: caller.userId,
  workspaceId: caller.workspaceId,
  keeper: isWorkspaceKeeper(caller),
});

export function conversationRoutes(conversations: ConversationReading): Route[] {
  async function read(caller: Caller, circleId: string): Promise<Conversation> {
    const conversation = await conversations.read(toReader(caller), circleId);
    if (!conversation)
      throw new Problem(404, "There is no such conversation, or it is private. Ask the person who opened it.", {
        code: "no-such-conversation",
      });
    return conversation;
  }

  return [
    defineRoute(
      {
        method: "get",
        path: "/api/conversations",
        summary: "Conversations that are public or mine, newest first",
        area,
        access,
        query: ConversationQuery,
        answer: ConversationPage,
      },
      ({ caller, query }) => conversations.list(toReader(caller), query),
    ),
    defineRoute(
      {
        method: "get",
        path: "/api/conversations/:circleId",
        summary: "A conversation with all its finished turns",
        area,
        access,
        params,
        answer: Conversation,
      },
      ({ caller, params: { circleId } }) => read(caller, circleId),
    ),
    defineRoute(
      {
        method: "get",
        path: "/api/conversations/:circleId/export",
        summary: "A conversation as a file",
        area,
        access,
        params,
        query: z.object({ format: z.enum(EXPORT_FORMATS) }),
        file: Object.values(EXPORT_TYPES),
      },
      async ({ caller, params: { circleId }, query }) =>
        exportConversation(
          await read(caller, circleId),
          await conversations.participantsOf(toReader(caller), [circleId]),
          query.format,
        ),
    ),
  ];
}
