/** `GET /api/jobs`: work that outlives the process that does it (SPEC O7). Times in UTC. */
import { z } from "zod";
import { Message } from "./message.ts";

const count = z.number().int().nonnegative();

export const JobStatus = z.enum(["queued", "running", "paused", "completed", "cancelled", "dead"]);
export type JobStatus = z.infer<typeof JobStatus>;

/** What may be asked of a job: "retry" of a dead one, from its last checkpoint on. */
export const JobAction = z.enum(["pause", "resume", "cancel", "retry"]);
export type JobAction = z.infer<typeof JobAction>;

export const JobView = z.object({
  id: z.string(),
  name: z.string(),
  status: JobStatus,
  /** Asked for while it runs: it follows at its next checkpoint. */
  wish: z.enum(["pause", "cancel"]).nullable(),
  progress: z.object({ done: count, total: count.nullable() }),
  /** How often it was taken up. */
  attempts: count,
  /** Name of who asked for it; null: its schedule. */
  askedBy: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Why it failed last, in words a person can act on. */
  problem: z.string().nullable(),
  problemMessage: Message.optional(),
});
export type JobView = z.infer<typeof JobView>;

export const JobListQuery = z.object({
  /** "open": queued, running and paused. */
  shown: z.enum(["all", "open", "dead"]).default("all"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** `next` of the page before. */
  cursor: z.string().max(100).optional(),
});
export type JobListQuery = z.infer<typeof JobListQuery>;

/** Newest first. */
export const JobList = z.object({ jobs: z.array(JobView), next: z.string().nullable() });
export type JobList = z.infer<typeof JobList>;

/** Jobs that may be asked for by hand. */
export const JobOrder = z.object({ name: z.string().min(1).max(100) });

export const JobsState = z.object({
  /** When the last worker gave a sign of life; null: none is at work. */
  workerSeenAt: z.string().nullable(),
  isWorkerAlive: z.boolean(),
  queued: count,
  running: count,
  paused: count,
  dead: count,
  /** Since when the oldest one has waited; null: none waits. */
  oldestQueuedAt: z.string().nullable(),
  /** Names of jobs that may be asked for by hand. */
  onDemand: z.array(z.string()),
});
export type JobsState = z.infer<typeof JobsState>;
