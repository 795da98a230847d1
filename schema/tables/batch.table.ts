import type { Message } from "../messages/message.ts";
import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** One batch at a provider (SPEC L5). Its id is the mark that it carries there. Money in nano-dollars. */
export const BatchRow = defineEntity({
  name: "BatchRow",
  tableName: "model_batches",
  properties: {
    id: p.text().primary(),
    /** What was asked for at once; a provider's limits and further tries split it into several batches. */
    orderId: p.text(),
    workspaceId: p.text(),
    ownerId: p.text().nullable(),
    provider: p.text(),
    model: p.text(),
    /** Called one by one, as the route has no batch API. */
    live: p.boolean(),
    /** Why this route was taken. */
    why: p.json().$type<Message>(),
    /** "intended" | "submitting" | "submitted" | "completed" | "expired" | "cancelled" | "failed" */
    status: p.text(),
    providerId: p.text().nullable(),
    problem: p.json().$type<Message>().nullable(),
    total: p.integer(),
    answered: p.integer().default(0),
    failed: p.integer().default(0),
    cancelled: p.integer().default(0),
    /** Items that went on to a further batch. */
    retried: p.integer().default(0),
    costNano: p.bigint("number").defaultRaw("0"),
    createdAt: p.datetime().defaultRaw("now()"),
    /** Nothing was sent before. */
    sendingAt: p.datetime().nullable(),
    /** Since when the provider has said that it has no such batch; null: not asked, or it has. */
    missedAt: p.datetime().nullable(),
    submittedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    cancelAskedAt: p.datetime().nullable(),
    /** Steps in a row that met a problem. */
    problems: p.integer().default(0),
    /** When the next step is to be taken. */
    dueAt: p.datetime().defaultRaw("now()"),
    claimedBy: p.text().nullable(),
    claimedUntil: p.datetime().nullable(),
  },
});
export type BatchRow = InferEntity<typeof BatchRow>;

/** One request, with the one result it gets. */
export const BatchItemRow = defineEntity({
  name: "BatchItemRow",
  tableName: "model_batch_items",
  properties: {
    /** Its custom id at the provider. */
    id: p.text().primary(),
    orderId: p.text(),
    workspaceId: p.text(),
    ownerId: p.text().nullable(),
    /** The batch that carries it now, or carried it last. */
    batchId: p.text(),
    /** The caller's name for it, unique in the order. */
    key: p.text(),
    position: p.integer(),
    /** As it is sent: without personal data. */
    request: p.json().$type<unknown>(),
    /** What each placeholder in it stands for. */
    originals: p.json().$type<Record<string, string>>(),
    context: p.json().$type<unknown>(),
    /** The most that it can cost. */
    mostNano: p.bigint("number"),
    /** The lease that this is held by, over all tries; null: nothing is held, as its calls are paid for one by one. */
    leaseId: p.text().nullable(),
    tries: p.integer().default(1),
    /** Its batch may still bring its result; false: that try is over, and it waits for the next batch. */
    carried: p.boolean().default(true),
    /** "waiting" | "answered" | "failed" | "cancelled" */
    status: p.text().default("waiting"),
    text: p.text().nullable(),
    reason: p.text().nullable(),
    problem: p.text().nullable(),
    costNano: p.bigint("number").defaultRaw("0"),
    settledAt: p.datetime().nullable(),
  },
});
export type BatchItemRow = InferEntity<typeof BatchItemRow>;
