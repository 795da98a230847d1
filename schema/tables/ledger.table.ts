import { type Message } from "../messages/message.ts";
import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** One model call (SPEC L6). Money in nano-dollars. */
export const LedgerRow = defineEntity({
  name: "LedgerRow",
  tableName: "ledger",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    at: p.datetime().defaultRaw("now()"),
    task: p.text(),
    provider: p.text(),
    model: p.text(),
    /** Why this route was chosen. */
    why: p.text(),
    /** The same as a message, for every language; null in older rows. */
    whyMessage: p.json().$type<Message>().nullable(),
    input: p.integer(),
    output: p.integer(),
    reasoning: p.integer(),
    cached: p.integer(),
    cacheWrite5m: p.integer().name("cache_write_5m"),
    cacheWrite1h: p.integer().name("cache_write_1h"),
    breakdown: p.json().$type<Record<string, number>>(),
    costNano: p.bigint("number"),
    exact: p.boolean(),
    /** "finished" | "aborted" | "failed" */
    outcome: p.text(),
    raw: p.json().$type<unknown>().nullable(),
    userId: p.text().nullable(),
    personaId: p.text().nullable(),
    circleId: p.text().nullable(),
    runId: p.text().nullable(),
    /** The turn it was drafted for; no such turn exists when nobody heard it. */
    turnId: p.text().nullable(),
    /** The lease that paid for it. */
    leaseId: p.text().nullable(),
  },
});
export type LedgerRow = InferEntity<typeof LedgerRow>;
