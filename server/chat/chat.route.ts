/** Chat with personas over HTTP: `POST /api/chat`, and the editor's *Try a line*. */
import type { TalkMinds } from "../../engine/mind/minds.ts";
import { ChatMessage, ChatReply, TriedPart, TryLine } from "../../schema/messages/chat.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { createRateLimit } from "../http/rate-limit.middleware.ts";
import type { CreateLimiter } from "../redis/create-limiters.adapter.ts";
import type { Chat } from "./chat.ts";
import { draftPersona } from "./draft-persona.ts";
import { tryLine } from "./try-line.ts";

/** More than anyone types; enough for a script that chats. */
const MESSAGES_PER_MINUTE = 120;

export function chatRoutes(chat: Chat, minds: TalkMinds, now: () => Date, createLimiter: CreateLimiter): Route[] {
  const messages = createRateLimit(createLimiter("chat-messages", MESSAGES_PER_MINUTE, 60));
  const area = "Chat";
  const access = "signed-in";
  return [
    defineRoute(
      {
        method: "post",
        path: "/api/chat",
        summary: "Say something to a persona; answers its reply and the traits it showed",
        area,
        access,
        body: ChatMessage,
        answer: ChatReply,
      },
      async ({ caller, body, signal }) => {
        await messages.count(caller.userId);
        return chat.reply(caller, body, signal);
      },
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/personas/try-line",
        summary: "What a persona that is still a draft would answer, as it comes; nothing is stored",
        area: "Personas",
        access,
        body: TryLine,
        lines: TriedPart,
      },
      async ({ caller, scope, body: { draft, message } }) => {
        await messages.count(caller.userId);
        const persona = draftPersona(draft, caller.workspaceId, now());
        return tryLine(minds.tryLine(persona, message, scope));
      },
    ),
  ];
}
