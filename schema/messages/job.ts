/** `GET /api/jobs`: durable work that survives its process (SPEC O7). Times in UTC. */
import { z } from "zod";
import { Message } from "./message.ts";

const count = z.number().int().nonnegative();

export const JobStatus = z.enum(["queued", "running", "paused", "completed", "cancelled", "dead"]);
export type JobStatus = z.infer<typeof JobStatus>;

/** Actions on a job: "retry" restarts a dead one from its last checkpoint. */
export const JobAction = z.enum(["pause", "resume", "cancel", "retry"]);
export type JobAction = z.infer<typeof JobAction>;

export const JobView = z.object({
  id: z.string(),
  name: z.string(),
  status: JobStatus,
  /** An action requested while it runs, which takes effect at its next checkpoint. */
  wish: z.enum(["pause", "cancel"]).nullable(),
  progress: z.object({ done: count, total: count.nullable() }),
  /** Number of attempts. */
  attempts: count,
  /** Name of the person who requested it; null for its schedule. */
  askedBy: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Its latest failure, as a message a person can act on. */
  problem: z.string().nullable(),
  problemMessage: Message.optional(),
});
export type JobView = z.infer<typeof JobView>;

export const JobListQuery = z.object({
  /** "open": queued, running and paused. */
  shown: z.enum(["all", "open", "dead"]).default("all"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** `next` of the previous page. */
  cursor: z.string().max(100).optional(),
});
export type JobListQuery = z.infer<typeof JobListQuery>;

/** Newest first. */
export const JobList = z.object({ jobs: z.array(JobView), next: z.string().nullable() });
export type JobList = z.infer<typeof JobList>;

/** Jobs that may be requested by hand. */
export const JobOrder = z.object({ name: z.string().min(1).max(100) });

export const JobsState = z.object({
  /** Time of the latest worker heartbeat; null when none is running. */
  workerSeenAt: z.string().nullable(),
  isWorkerAlive: z.boolean(),
  queued: count,
  running: count,
  paused: count,
  dead: count,
  /** Since when the oldest one has been queued; null when none is. */
  oldestQueuedAt: z.string().nullable(),
  /** Names of jobs that may be requested by hand. */
  onDemand: z.array(z.string()),
});
export type JobsState = z.infer<typeof JobsState>;
