import { z } from "zod";
import { BudgetChange, BudgetDraft, BudgetList, BudgetView } from "../../schema/messages/budget.ts";
import type { Caller } from "../account/caller.ts";
import { newId } from "../database/new-id.adapter.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import { BudgetExists, type BudgetStore } from "./budgets.store.ts";

const KEEPERS = ["admin", "operator"] as const;
const area = "Money";
const params = z.object({ id: z.string().min(1).max(100) });
const Page = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(100),
  /** `next` of the previous page. */
  cursor: z.string().max(100).optional(),
  /** Per-subject budgets are shown as they apply to the caller and this circle. */
  circleId: z.string().max(100).optional(),
});

export function budgetRoutes(store: BudgetStore): Route[] {
  return [
    defineRoute(
      {
        method: "get",
        path: "/api/budgets",
        summary: "Budgets and what is left of them: those that concern me, or all for keepers of the workspace",
        area,
        access: "signed-in",
        query: Page,
        answer: BudgetList,
      },
      async ({ caller, scope, query: { circleId, ...page } }) =>
        store.list(scope, {
          ...page,
          ofAll: isKeeper(caller),
          ...(circleId && { about: { userId: caller.userId, circleId } }),
        }),
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/budgets",
        summary: "Limit the cost of calls; a budget that names its subject replaces the default for that kind",
        area,
        access: KEEPERS,
        status: 201,
        body: BudgetDraft,
        answer: BudgetView,
      },
      async ({ scope, body }) => {
        if (body.scope === "workspace" && body.subjectId !== null)
          throw new Problem(400, "A budget of the workspace names no subject. Leave subjectId out.", {
            code: "budget-without-subject",
          });
        try {
          return await store.create(newId(), scope, body);
        } catch (error) {
          if (!(error instanceof BudgetExists)) throw error;
          throw new Problem(409, "This budget exists already. Change its limit instead.", {
            code: "budget-exists",
          });
        }
      },
    ),
    defineRoute(
      {
        method: "patch",
        path: "/api/budgets/:id",
        summary: "Raise or lower a limit; it holds at once, in every process",
        area,
        access: KEEPERS,
        params,
        body: BudgetChange,
        answer: BudgetView,
      },
      async ({ scope, params: { id }, body }) => {
        const view = await store.changeLimit(id, scope, body.limitNano);
        if (!view) throw noSuchBudget();
        return view;
      },
    ),
    defineRoute(
      {
        method: "delete",
        path: "/api/budgets/:id",
        summary: "Take a limit away",
        area,
        access: KEEPERS,
        params,
      },
      async ({ scope, params: { id } }) => {
        if (!(await store.remove(id, scope))) throw noSuchBudget();
      },
    ),
  ];
}

const isKeeper = ({ role }: Caller): boolean => KEEPERS.some((keeper) => keeper === role);

const noSuchBudget = () =>
  new Problem(404, "There is no such budget here. It may have been deleted: reload the list.", {
    code: "no-such-budget",
  });
