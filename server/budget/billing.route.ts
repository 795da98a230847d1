import { z } from "zod";
import {
  BillingSetting,
  BillingView,
  CreditAccount,
  CreditEntryList,
  CreditGrant,
  PlanChange,
} from "../../schema/messages/billing.ts";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import type { BillingStore } from "./billing.store.ts";
import { ALL_FEATURES, planAllows } from "./plan-allows.ts";

const KEEPERS = ["admin", "operator"] as const;
const area = "Money";
const params = z.object({ userId: z.string().min(1).max(100) });
const Page = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** `next` of the previous page. */
  cursor: z.coerce.number().int().positive().optional(),
});

export function billingRoutes(store: BillingStore): Route[] {
  return [...myBillingRoutes(store), ...creditRoutes(store)];
}

/** Whether billing is on, and the caller's plan and credit. */
function myBillingRoutes(store: BillingStore): Route[] {
  async function view(scope: Principal): Promise<BillingView> {
    const on = await store.isOn(scope);
    const { plan, balanceNano } = await store.readAccount(scope, personOf(scope)!);
    return { on, plan, balanceNano, features: ALL_FEATURES.filter((feature) => planAllows({ on, plan }, feature)) };
  }

  return [
    defineRoute(
      {
        method: "get",
        path: "/api/billing",
        summary: "Whether credit and plans hold here, and mine",
        area,
        access: "signed-in",
        answer: BillingView,
      },
      async ({ scope }) => view(scope),
    ),
    defineRoute(
      {
        method: "put",
        path: "/api/billing",
        summary: "Switch billing on or off; off, nobody needs credit and every plan allows everything",
        area,
        access: KEEPERS,
        body: BillingSetting,
        answer: BillingView,
      },
      async ({ scope, body }) => {
        await store.switchOn(scope, body.on);
        return view(scope);
      },
    ),
    defineRoute(
      {
        method: "get",
        path: "/api/billing/entries",
        summary: "What was added to my credit and taken from it, newest first",
        area,
        access: "signed-in",
        query: Page,
        answer: CreditEntryList,
      },
      async ({ scope, query: { limit, cursor } }) => store.listEntries(scope, limit, cursor),
    ),
  ];
}

/** A person's credit and plan, for the workspace's operators. */
function creditRoutes(store: BillingStore): Route[] {
  async function checkUser(scope: Principal, userId: string): Promise<void> {
    if (!(await store.hasUser(scope, userId)))
      throw new Problem(404, "There is no such person here. Check the id.", { code: "no-such-person" });
  }

  return [
    defineRoute(
      {
        method: "get",
        path: "/api/billing/people/:userId",
        summary: "Somebody's plan and credit",
        area,
        access: KEEPERS,
        params,
        answer: CreditAccount,
      },
      async ({ scope, params: { userId } }) => {
        await checkUser(scope, userId);
        return store.readAccount(scope, userId);
      },
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/billing/people/:userId/credit",
        summary: "Add prepaid credit to somebody's, or take some back",
        area,
        access: KEEPERS,
        status: 201,
        params,
        body: CreditGrant,
        answer: CreditAccount,
      },
      async ({ scope, params: { userId }, body }) => {
        await checkUser(scope, userId);
        return store.grant(scope, userId, body);
      },
    ),
    defineRoute(
      {
        method: "put",
        path: "/api/billing/people/:userId/plan",
        summary: "Put somebody on a plan",
        area,
        access: KEEPERS,
        params,
        body: PlanChange,
        answer: CreditAccount,
      },
      async ({ scope, params: { userId }, body: { plan } }) => {
        await checkUser(scope, userId);
        return store.setPlan(scope, userId, plan);
      },
    ),
  ];
}
