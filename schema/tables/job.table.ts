import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { Message } from "../messages/message.ts";

/** A durable job (SPEC O7): its kind, requester and progress. Its place in the queue is pg-boss's. */
export const JobRow = defineEntity({
  name: "JobRow",
  tableName: "durable_jobs",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    /** The person who requested it; null for its schedule. */
    ownerId: p.text().nullable(),
    /** Name of its declaration and its queue. */
    name: p.text(),
    /** Version of its declaration when it was requested. */
    version: p.integer(),
    payload: p.json().$type<object>(),
    /** "queued" | "running" | "paused" | "completed" | "cancelled" | "dead" (its retries are used up) */
    status: p.text().default("queued"),
    /** "pause" | "cancel": requested while it runs. */
    wish: p.text().nullable(),
    /** The current pg-boss job for it. */
    ticketId: p.text(),
    /** Retries the ticket had used when it was taken. */
    retryCount: p.integer().default(0),
    /** Number of attempts; only the last attempt may write. */
    attempt: p.integer().default(0),
    /** The process that runs it, by its lock's id. */
    heldBy: p.integer().nullable(),
    /** Whether this attempt has stored a checkpoint. */
    hasProgressed: p.boolean().default(false),
    checkpoint: p.json().$type<object>().nullable(),
    done: p.integer().default(0),
    total: p.integer().nullable(),
    problem: p.json().$type<Message>().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
    /** When it was queued last. */
    queuedAt: p.datetime().defaultRaw("now()"),
    startedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
  },
});
export type JobRow = InferEntity<typeof JobRow>;

/** A worker process; the latest heartbeat shows whether one is running. */
export const JobWorkerRow = defineEntity({
  name: "JobWorkerRow",
  tableName: "job_workers",
  properties: {
    /** As its lock names it. */
    id: p.integer().primary().autoincrement(false),
    version: p.text(),
    startedAt: p.datetime().defaultRaw("now()"),
    beatAt: p.datetime().defaultRaw("now()"),
  },
});
export type JobWorkerRow = InferEntity<typeof JobWorkerRow>;
