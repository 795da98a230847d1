import { UsageAnswer, UsageQuery, type UsageAnswer as Answer } from "../../schema/messages/usage.ts";
import type { Caller } from "../account/caller.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { UsageScope } from "./usage.store.ts";

const SEES_ALL: Caller["role"][] = ["admin", "operator", "facilitator"];

export const usageRoutes = (usage: { readUsage(scope: UsageScope, query: UsageQuery): Promise<Answer> }): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/usage",
      summary: "Usage and cost of model calls: mine, or everybody's for keepers of the workspace",
      area: "Models",
      access: "signed-in",
      query: UsageQuery,
      answer: UsageAnswer,
    },
    async ({ caller, query }) =>
      usage.readUsage(
        {
          workspaceId: caller.workspaceId,
          readerId: caller.userId,
          userId: SEES_ALL.includes(caller.role) ? null : caller.userId,
        },
        query,
      ),
  ),
];
