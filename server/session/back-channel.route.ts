/** What observers and facilitators of a session write to each other, over HTTP (SPEC C9). */
import { z } from "zod";
import { BackChannel, BackChannelDraft } from "../../schema/messages/session-back-channel.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { Sessions } from "./sessions.ts";

const area = "Sessions";
const access = "signed-in";
const params = z.object({ id: z.string().min(1).max(100) });

export const backChannelRoutes = (sessions: Sessions): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/back-channel",
      summary: "What its observers and facilitators wrote to each other: the last 200, oldest first",
      area,
      access,
      params,
      answer: BackChannel,
    },
    ({ scope, params: { id } }) => sessions.readBackChannel(scope, id),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/sessions/:id/back-channel",
      summary: "Write to its observers and facilitators",
      area,
      access,
      params,
      body: BackChannelDraft,
      answer: BackChannel,
    },
    ({ scope, params: { id }, body: { text } }) => sessions.writeBackChannel(scope, id, text),
  ),
];
