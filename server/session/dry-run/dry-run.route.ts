import { z } from "zod";
import { DryRun } from "../../../schema/messages/session-dry-run.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import type { DryRuns } from "./dry-run.ts";

export const dryRunRoutes = (dryRuns: DryRuns): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/dry-run",
      summary: "Its guide, tried with the rehearsal voice; nothing of it is kept",
      area: "Sessions",
      access: "signed-in",
      params: z.object({ id: z.string().min(1).max(100) }),
      answer: DryRun,
    },
    ({ scope, params: { id } }) => dryRuns.tryGuide(scope, id),
  ),
];
