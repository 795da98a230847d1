import { ReconciliationAnswer, ReconciliationQuery } from "../../schema/messages/reconciliation.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { shownProblem } from "../messages/shown-problem.ts";
import { isOff } from "./compare-costs.ts";
import type { ReconciliationStore } from "./reconciliation.store.ts";

const SHOWN_DAYS = 31;
const DAY_MS = 86_400_000;

export const reconciliationRoutes = (
  store: Pick<ReconciliationStore, "readChecks" | "readDays">,
  now: () => Date,
): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/usage/reconciliation",
      summary: "Providers' bills by day and model, compared with the ledger",
      area: "Models",
      access: ["operator", "admin"],
      query: ReconciliationQuery,
      answer: ReconciliationAnswer,
    },
    async ({ query }) => {
      const to = query.to ?? now().toISOString().slice(0, 10);
      const from = query.from ?? new Date(Date.parse(to) - SHOWN_DAYS * DAY_MS).toISOString().slice(0, 10);
      const [checks, rows] = await Promise.all([store.readChecks(), store.readDays(from, to)]);
      return {
        checks: checks.map(({ provider, checkedAt, problem }) => ({
          provider,
          checkedAt: checkedAt.toISOString(),
          ...shownProblem(problem ?? null),
        })),
        rows: rows.map((row) => ({ ...row, isOff: isOff(row), checkedAt: row.checkedAt.toISOString() })),
      };
    },
  ),
];
