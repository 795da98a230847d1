/** `GET /api/usage`: usage and cost of model calls. Money in nano-dollars (SPEC L6, L8). */
import { z } from "zod";
import { Message } from "./message.ts";
import { PageCursor } from "./page-cursor.ts";

export const UsageGroup = z.enum([
  "task",
  "provider",
  "model",
  "persona",
  "circle",
  "user",
  "run",
  "day",
  "day-provider",
]);
export type UsageGroup = z.infer<typeof UsageGroup>;

/** `to` is exclusive when it is a time, inclusive when it is a day. All UTC. */
const moment = z.union(
  [z.iso.date(), z.iso.datetime({ offset: true })],
  "a day like 2026-11-20 or a moment like 2026-11-20T10:00:00Z",
);

const filter = z.string().max(100).optional();

export const UsageQuery = z
  .object({
    groupBy: UsageGroup.optional(),
    from: moment.optional(),
    to: moment.optional(),
    /** Only this circle's calls. People who may read the circle see all of them, as its cost is shown there anyway. */
    circleId: filter,
    personaId: filter,
    runId: filter,
    provider: filter,
    task: filter,
    outcome: filter,
    limit: z.coerce.number().int().min(1).max(1000).default(200),
    /** `next` of the previous page. */
    cursor: z.string().max(100).optional(),
  })
  .refine(({ groupBy, cursor }) => (groupBy ? /^\d{0,9}$/.test(cursor ?? "") : PageCursor.safeParse(cursor).success), {
    path: ["cursor"],
    message: "is not the next of a page before",
  });
export type UsageQuery = z.infer<typeof UsageQuery>;

const count = z.number().int();

/** One call, or with `groupBy` the sum of a group's calls; fields that differ within the group are null. */
export const UsageRow = z.object({
  /** Start of the call, or of a group's first call. */
  at: z.string(),
  task: z.string().nullable(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  why: z.string().nullable(),
  whyMessage: Message.nullable(),
  input: count,
  output: count,
  reasoning: count,
  cached: count,
  cacheWrite5m: count,
  cacheWrite1h: count,
  breakdown: z.record(z.string(), z.number()),
  costNano: count,
  /** False when any of its counts is an estimate. */
  exact: z.boolean(),
  /** "finished" | "aborted" | "failed" */
  outcome: z.string().nullable(),
  userId: z.string().nullable(),
  personaId: z.string().nullable(),
  circleId: z.string().nullable(),
  runId: z.string().nullable(),
  /** The name of a group by persona, circle or user; null when that is gone, and for everything else. */
  name: z.string().nullable(),
  /** Calls summed up in this row. */
  calls: count,
});
export type UsageRow = z.infer<typeof UsageRow>;

export const UsageAnswer = z.object({
  /** The total of the whole result, not only of this page. */
  totalNano: count,
  /** Its part for prepared replies that nobody heard, including those that have not been spoken yet. */
  unheardNano: count,
  rows: z.array(UsageRow),
  next: z.string().nullable(),
});
export type UsageAnswer = z.infer<typeof UsageAnswer>;
