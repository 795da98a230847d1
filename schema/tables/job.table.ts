import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { Message } from "../messages/message.ts";

/** A durable job (SPEC O7): what it is, who asked for it, how far it got. Its place in the queue is pg-boss's. */
export const JobRow = defineEntity({
  name: "JobRow",
  tableName: "durable_jobs",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    /** Who asked for it; null: its schedule. */
    ownerId: p.text().nullable(),
    /** Of its declaration, which is its queue's name too. */
    name: p.text(),
    /** Of its declaration when it was asked for. */
    version: p.integer(),
    payload: p.json().$type<object>(),
    /** "queued" | "running" | "paused" | "completed" | "cancelled" | "dead" (its retries are used up) */
    status: p.text().default("queued"),
    /** "pause" | "cancel": asked for while it runs. */
    wish: p.text().nullable(),
    /** The job of pg-boss that stands for it now. */
    ticketId: p.text(),
    /** Retries that this ticket had used when it was taken. */
    retryCount: p.integer().default(0),
    /** Counts how often it was taken: only the last attempt may write. */
    attempt: p.integer().default(0),
    /** The process that runs it, as its lock names it. */
    heldBy: p.integer().nullable(),
    /** A checkpoint was stored in this attempt. */
    hasProgressed: p.boolean().default(false),
    checkpoint: p.json().$type<object>().nullable(),
    done: p.integer().default(0),
    total: p.integer().nullable(),
    problem: p.json().$type<Message>().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
    /** Since when it has waited, or waits. */
    queuedAt: p.datetime().defaultRaw("now()"),
    startedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
  },
});
export type JobRow = InferEntity<typeof JobRow>;

/** A worker process; the newest beat says whether one is at work. */
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
