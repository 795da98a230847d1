import { z } from "zod";
import { Replay } from "../../schema/messages/replay.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import type { ReplayReading } from "./replay-reading.store.ts";

const params = z.object({ circleId: z.string().min(1).max(100) });

export const replayRoutes = (read: ReplayReading): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/conversations/:circleId/replay",
      summary: "A conversation to walk through again: who sat where, how they moved, what was said when",
      area: "Conversations",
      access: "signed-in",
      params,
      answer: Replay,
    },
    async ({ scope, params: { circleId } }) => {
      const replay = await read(scope, circleId);
      if (replay) return replay;
      throw new Problem(404, "There is no such conversation, or it is private. Ask the person who opened it.", {
        code: "no-such-conversation",
      });
    },
  ),
];
