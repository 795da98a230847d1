/** How far one has read, one's archive, titles (SPEC C3, C8). */
import { z } from "zod";
import {
  ConversationArchived,
  ConversationTitle,
  ReadBefore,
  ReadMark,
  UnreadCounts,
} from "../../schema/messages/conversation.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import type { ConversationMarks } from "./conversation-marks.store.ts";
import { noSuchConversation } from "./conversations.route.ts";

const area = "Conversations";
const access = "signed-in";
const params = z.object({ circleId: z.string().min(1).max(100) });

export const conversationMarkRoutes = (marks: ConversationMarks): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/conversations/unread",
      summary: "Open circles that I have read before, with how many turns I have not read",
      area,
      access,
      answer: UnreadCounts,
    },
    async ({ scope }) => ({ items: await marks.unread(scope) }),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/conversations/:circleId/read",
      summary: "I have read it up to this turn; the answer is the last one I had read before",
      area,
      access,
      params,
      body: ReadMark,
      answer: ReadBefore,
    },
    async ({ scope, params: { circleId }, body: { turnId } }) => {
      const before = await marks.read(scope, circleId, turnId);
      if (before === null) throw noSuchConversation();
      return before;
    },
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/conversations/:circleId/archived",
      summary: "Puts it into my archive, or takes it out; others see no difference",
      area,
      access,
      params,
      body: ConversationArchived,
    },
    async ({ scope, params: { circleId }, body: { isArchived } }) => {
      if (!(await marks.archive(scope, circleId, isArchived))) throw noSuchConversation();
    },
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/conversations/:circleId/title",
      summary: "Another title; for whoever opened it, facilitators and admins",
      area,
      access,
      params,
      body: ConversationTitle,
    },
    async ({ scope, params: { circleId }, body: { title } }) => {
      if (!(await marks.retitle(scope, circleId, title)))
        throw new Problem(404, "There is no such conversation, or its title is not yours to change.", {
          code: "no-such-title",
        });
    },
  ),
];
