import type { Message } from "../messages/message.ts";
import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** What a provider billed for a model on one UTC day, and what the ledger has (SPEC L6). Money in nano-dollars. */
export const ReconciliationRow = defineEntity({
  name: "ReconciliationRow",
  tableName: "reconciliations",
  properties: {
    provider: p.text().primary(),
    /** UTC, like 2026-11-20. */
    day: p.text().primary(),
    model: p.text().primary(),
    billedNano: p.bigint("number"),
    ledgerNano: p.bigint("number"),
    checkedAt: p.datetime(),
  },
});
export type ReconciliationRow = InferEntity<typeof ReconciliationRow>;

/** The result of the last check of a provider's bill. */
export const ReconciliationCheckRow = defineEntity({
  name: "ReconciliationCheckRow",
  tableName: "reconciliation_checks",
  properties: {
    provider: p.text().primary(),
    checkedAt: p.datetime(),
    /** Why the bill could not be read; null when it was. */
    problem: p.json().$type<Message>().nullable(),
  },
});
export type ReconciliationCheckRow = InferEntity<typeof ReconciliationCheckRow>;
