import { inEnglish, message } from "../../schema/messages/message.ts";
import { ReportDraft, ReportList } from "../../schema/messages/people.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import { access, area, Page, params, unlessRefused } from "./people.route.ts";
import type { ReportRefusal, ReportStore } from "./reports.store.ts";

export const reportRoutes = (reports: ReportStore): Route[] => [
  defineRoute(
    {
      method: "post",
      path: "/api/reports",
      summary: "Report what was said, or a person, to the admins",
      area,
      access: "signed-in",
      status: 201,
      body: ReportDraft,
    },
    async ({ scope, body }) => {
      const refused = await reports.make(scope, body);
      if (refused) throw new Problem(STATUS[refused], inEnglish(message(refused)), { code: refused });
    },
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/reports",
      summary: "Reports that are not settled, newest first",
      area,
      access,
      query: Page,
      answer: ReportList,
    },
    async ({ scope, query }) => reports.list(scope, query),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/reports/:id/settled",
      summary: "Settle a report, which is then no longer listed",
      area,
      access,
      params,
    },
    async ({ scope, params: { id } }) => void unlessRefused(await reports.settle(scope, id)),
  ),
];

const STATUS: Record<ReportRefusal, number> = { "no-such-turn": 404, "no-such-person": 404, "reports-limit": 429 };
