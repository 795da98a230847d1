/** `GET /api/models/batches`: model calls that wait for a provider's batch (SPEC L5). Money in nano-dollars, times in UTC. */
import { z } from "zod";
import { Message } from "./message.ts";

const count = z.number().int().nonnegative();

/** Open: "intended" (stored, not sent), "submitting" (sent or being sent, not confirmed), "submitted". */
export const BatchStatus = z.enum([
  "intended",
  "submitting",
  "submitted",
  "completed",
  "expired",
  "cancelled",
  "failed",
]);
export type BatchStatus = z.infer<typeof BatchStatus>;

export const BatchView = z.object({
  id: z.string(),
  /** One order of calls; it may take several batches. */
  orderId: z.string(),
  provider: z.string(),
  model: z.string(),
  /** Called individually: the route has no batch API. */
  live: z.boolean(),
  status: BatchStatus,
  /** `retried`: moved to another batch. */
  counts: z.object({ total: count, waiting: count, answered: count, failed: count, cancelled: count, retried: count }),
  costNano: count,
  createdAt: z.string(),
  submittedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  cancelAskedAt: z.string().nullable(),
  /** What is wrong, as a message a person can act on. */
  problem: z.string().nullable(),
  problemMessage: Message.optional(),
});
export type BatchView = z.infer<typeof BatchView>;

export const BatchListQuery = z.object({
  /** Only those that have not ended. */
  open: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** `next` of the previous page. */
  cursor: z.string().max(100).optional(),
});
export type BatchListQuery = z.infer<typeof BatchListQuery>;

/** Newest first. */
export const BatchList = z.object({ batches: z.array(BatchView), next: z.string().nullable() });
export type BatchList = z.infer<typeof BatchList>;
