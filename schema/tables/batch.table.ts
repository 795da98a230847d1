import type { Message } from "../messages/message.ts";
import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** One batch at a provider (SPEC L5). Its id also marks it there. Money in nano-dollars. */
export const BatchRow = defineEntity({
  name: "BatchRow",
  tableName: "model_batches",
  properties: {
    id: p.text().primary(),
    /** The order it belongs to; a provider's limits and retries split an order into several batches. */
    orderId: p.text(),
    workspaceId: p.text(),
    ownerId: p.text().nullable(),
    provider: p.text(),
    model: p.text(),
    /** Called individually, as the route has no batch API. */
    live: p.boolean(),
    /** Why this route was chosen. */
    why: p.json().$type<Message>(),
    /** "intended" | "submitting" | "submitted" | "completed" | "expired" | "cancelled" | "failed" */
    status: p.text(),
    providerId: p.text().nullable(),
    problem: p.json().$type<Message>().nullable(),
    total: p.integer(),
    answered: p.integer().default(0),
    failed: p.integer().default(0),
    cancelled: p.integer().default(0),
    /** Number of items moved to another batch. */
    retried: p.integer().default(0),
    costNano: p.bigint("number").defaultRaw("0"),
    createdAt: p.datetime().defaultRaw("now()"),
    /** When sending began; nothing was sent before. */
    sendingAt: p.datetime().nullable(),
    /** Since when the provider has reported that it has no such batch; null: not asked, or it has it. */
    missedAt: p.datetime().nullable(),
    submittedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    cancelAskedAt: p.datetime().nullable(),
    /** Consecutive steps that failed. */
    problems: p.integer().default(0),
    /** When the next step is due. */
    dueAt: p.datetime().defaultRaw("now()"),
    claimedBy: p.text().nullable(),
    claimedUntil: p.datetime().nullable(),
  },
});
export type BatchRow = InferEntity<typeof BatchRow>;

/** One request and its result. */
export const BatchItemRow = defineEntity({
  name: "BatchItemRow",
  tableName: "model_batch_items",
  properties: {
    /** Its custom id at the provider. */
    id: p.text().primary(),
    orderId: p.text(),
    workspaceId: p.text(),
    ownerId: p.text().nullable(),
    /** Its current or last batch. */
    batchId: p.text(),
    /** The caller's name for it, unique in the order. */
    key: p.text(),
    position: p.integer(),
    /** The request as sent, without personal data. */
    request: p.json().$type<unknown>(),
    /** The original text of each placeholder in it. */
    originals: p.json().$type<Record<string, string>>(),
    context: p.json().$type<unknown>(),
    /** Its maximum cost. */
    mostNano: p.bigint("number"),
    /** The lease that reserves its cost across retries; null: nothing is reserved, as its calls are paid individually. */
    leaseId: p.text().nullable(),
    tries: p.integer().default(1),
    /** Whether its batch may still return its result; false: that attempt is over, and it waits for the next batch. */
    carried: p.boolean().default(true),
    /** "waiting" | "answered" | "failed" | "cancelled" */
    status: p.text().default("waiting"),
    text: p.text().nullable(),
    reason: p.text().nullable(),
    problem: p.json().$type<Message>().nullable(),
    /** Of one that failed: whether this request is to blame, so that others may well be answered. */
    requestAtFault: p.boolean().default(false),
    /** Of all tries, like the cost: the whole prompt, the part of it that was cached, and what was written. */
    inputTokens: p.integer().default(0),
    cachedTokens: p.integer().default(0),
    outputTokens: p.integer().default(0),
    costNano: p.bigint("number").defaultRaw("0"),
    settledAt: p.datetime().nullable(),
  },
});
export type BatchItemRow = InferEntity<typeof BatchItemRow>;
