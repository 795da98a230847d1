/** `GET /api/storage`: what the data takes on disk, by kind, and how long each kind is kept (SPEC O8). Times in UTC. */
import { z } from "zod";

export const StorageKind = z.enum(["turns", "memories", "vectors", "pictures", "jobs", "ledger"]);
export type StorageKind = z.infer<typeof StorageKind>;

/** Those that are kept for a number of days, and what people uploaded, which goes when they delete it. */
export const MeasuredKind = z.enum([...StorageKind.options, "uploads"]);
export type MeasuredKind = z.infer<typeof MeasuredKind>;

/** Days. Money and current conversations depend on younger rows. */
export const LEAST_KEPT_DAYS: Record<StorageKind, number> = {
  turns: 1,
  memories: 1,
  vectors: 1,
  pictures: 1,
  jobs: 1,
  ledger: 400,
};
export const MOST_KEPT_DAYS = 3650;

export const StorageView = z.object({
  kind: MeasuredKind,
  bytes: z.number().int().nonnegative(),
  /** Since `growthSince`; null: measured only once so far. */
  growthBytes: z.number().int().nullable(),
  growthSince: z.string().nullable(),
  /** Null means forever. */
  keepDays: z.number().int().nullable(),
});
export type StorageView = z.infer<typeof StorageView>;

/** Where memories are searched: on the server itself, or in Weaviate. */
export const MemoryIndexView = z.object({
  store: z.enum(["embedded", "weaviate"]),
  /** Why it is unavailable, for operators; null when it is not. */
  problem: z.string().nullable(),
  /** Changed memories that it has not taken over yet. */
  waiting: z.number().int().nonnegative(),
});
export type MemoryIndexView = z.infer<typeof MemoryIndexView>;

/** `measuredAt`: null before the first time, when all bytes are 0. */
export const StorageAnswer = z.object({
  measuredAt: z.string().nullable(),
  kinds: z.array(StorageView),
  memoryIndex: MemoryIndexView,
});
export type StorageAnswer = z.infer<typeof StorageAnswer>;

export const RetentionChange = z.object({ keepDays: z.number().int().min(1).max(MOST_KEPT_DAYS).nullable() });
