import { UsageAnswer, UsageQuery } from "../../schema/messages/usage.ts";
import type { Caller } from "../account/caller.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { createUsageStore } from "./usage.store.ts";

const SEES_ALL: Caller["role"][] = ["admin", "operator", "facilitator"];

export const usageRoutes = (usage: ReturnType<typeof createUsageStore>): Route[] => [
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
    async ({ caller, scope, query }) => usage.readUsage(scope, SEES_ALL.includes(caller.role), query),
  ),
];
