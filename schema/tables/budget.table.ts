import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { BudgetPeriod, BudgetScope } from "../messages/budget.ts";
import type { Plan } from "../messages/billing.ts";

/** A limit on the cost of calls (SPEC L7). Money in nano-dollars. */
export const BudgetRow = defineEntity({
  name: "BudgetRow",
  tableName: "budgets",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    /** Its creator; null: the server, at start. */
    ownerId: p.text().nullable(),
    scope: p.text().$type<BudgetScope>(),
    subjectId: p.text().nullable(),
    period: p.text().$type<BudgetPeriod>(),
    limitNano: p.bigint("number"),
    isDefault: p.boolean().default(false),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type BudgetRow = InferEntity<typeof BudgetRow>;

/** What one subject has spent in one period: the sum of its ledger rows, maintained by a trigger on them. */
export const BudgetAccountRow = defineEntity({
  name: "BudgetAccountRow",
  tableName: "budget_accounts",
  properties: {
    id: p.bigint("number").primary(),
    workspaceId: p.text(),
    /** The person, if one is the subject. */
    ownerId: p.text().nullable(),
    scope: p.text().$type<BudgetScope>(),
    /** For a workspace: its id. */
    subjectId: p.text(),
    period: p.text().$type<BudgetPeriod>(),
    startsOn: p.date(),
    spentNano: p.bigint("number"),
    /** The maximum cost of the last refused call; null once another was admitted or the limit changed. */
    refusedNano: p.bigint("number").nullable(),
    /** When people were warned, for the current limit. */
    warnedAt: p.datetime().nullable(),
    suspendedAt: p.datetime().nullable(),
  },
});

/** An amount that one process has reserved for one payer, from all the budgets that apply together. */
export const BudgetLeaseRow = defineEntity({
  name: "BudgetLeaseRow",
  tableName: "budget_leases",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    userId: p.text().nullable(),
    circleId: p.text().nullable(),
    runId: p.text().nullable(),
    /** The process; it renews `expiresAt` while it lives. */
    holder: p.text(),
    heldNano: p.bigint("number"),
    /** Its day (UTC) determines the periods it counts towards. */
    grantedAt: p.datetime().defaultRaw("now()"),
    expiresAt: p.datetime(),
  },
});

/** A person's plan and prepaid balance; the balance is the sum of the entries, maintained by a trigger. */
export const CreditAccountRow = defineEntity({
  name: "CreditAccountRow",
  tableName: "credit_accounts",
  properties: {
    ownerId: p.text().primary(),
    workspaceId: p.text(),
    plan: p.text().$type<Plan>().default("free"),
    balanceNano: p.bigint("number").defaultRaw("0"),
  },
});

/** Append-only. */
export const CreditEntryRow = defineEntity({
  name: "CreditEntryRow",
  tableName: "credit_entries",
  properties: {
    id: p.bigint("number").primary(),
    workspaceId: p.text(),
    ownerId: p.text(),
    /** Positive: granted; negative: used. */
    amountNano: p.bigint("number"),
    kind: p.text().$type<"grant" | "usage">(),
    note: p.text(),
    byUserId: p.text().nullable(),
    at: p.datetime().defaultRaw("now()"),
  },
});
