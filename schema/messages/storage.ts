/** `GET /api/storage`: what the data takes on disk, by kind, and how long each kind is kept (SPEC O8). Times in UTC. */
import { z } from "zod";

export const StorageKind = z.enum(["turns", "memories", "vectors", "jobs", "ledger"]);
export type StorageKind = z.infer<typeof StorageKind>;

/** Days. Money and current conversations depend on younger rows. */
export const LEAST_KEPT_DAYS: Record<StorageKind, number> = { turns: 1, memories: 1, vectors: 1, jobs: 1, ledger: 400 };
export const MOST_KEPT_DAYS = 3650;

export const StorageView = z.object({
  kind: StorageKind,
  bytes: z.number().int().nonnegative(),
  /** Since `growthSince`; null: measured only once so far. */
  growthBytes: z.number().int().nullable(),
  growthSince: z.string().nullable(),
  /** Null means forever. */
  keepDays: z.number().int().nullable(),
});
export type StorageView = z.infer<typeof StorageView>;

/** `measuredAt`: null before the first time, when all bytes are 0. */
export const StorageAnswer = z.object({ measuredAt: z.string().nullable(), kinds: z.array(StorageView) });
export type StorageAnswer = z.infer<typeof StorageAnswer>;

export const RetentionChange = z.object({ keepDays: z.number().int().min(1).max(MOST_KEPT_DAYS).nullable() });
