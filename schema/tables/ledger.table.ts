import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** One model call (SPEC L6). Money in nano-dollars. */
export const LedgerRow = defineEntity({
  name: "LedgerRow",
  tableName: "ledger",
  properties: {
    id: p.string().primary(),
    workspaceId: p.string(),
    at: p.datetime().defaultRaw("now()"),
    task: p.string(),
    provider: p.string(),
    model: p.string(),
    /** Why this route was taken. */
    why: p.string(),
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
    outcome: p.string(),
    raw: p.json().$type<unknown>().nullable(),
    userId: p.string().nullable(),
    personaId: p.string().nullable(),
    circleId: p.string().nullable(),
    runId: p.string().nullable(),
  },
});
export type LedgerRow = InferEntity<typeof LedgerRow>;
