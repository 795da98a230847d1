/** Budgets: limits on the cost of model calls (SPEC L7). Money in integer nano-dollars, times in UTC. */
import { z } from "zod";

const nano = z.number().int().nonnegative();
const LARGEST_LIMIT_NANO = 1_000_000_000_000_000;

/** Whose spending counts: the whole workspace's, or that of a person, circle, session (named by its circle) or run. */
export const BudgetScope = z.enum(["workspace", "person", "circle", "session", "run"]);
export type BudgetScope = z.infer<typeof BudgetScope>;

/** The run whose budget pays for talk that personas hold by themselves, where the voice is not free. */
export const CASUAL_TALK_ID = "casual-talk";

/** The count restarts every day or month (UTC); "total" never restarts. */
export const BudgetPeriod = z.enum(["total", "day", "month"]);
export type BudgetPeriod = z.infer<typeof BudgetPeriod>;

/** The share of a limit from which people are warned. */
export const WARNED_SHARE = 0.8;

export const BudgetDraft = z.object({
  /** What a session may cost is set where the session is. */
  scope: BudgetScope.exclude(["session"]),
  /** The person, circle or run; null: each subject of the scope has its own budget of this size. Always null for a workspace. */
  subjectId: z.string().max(100).nullable().default(null),
  period: BudgetPeriod,
  limitNano: nano.max(LARGEST_LIMIT_NANO),
});
export type BudgetDraft = z.infer<typeof BudgetDraft>;

export const BudgetChange = z.object({ limitNano: nano.max(LARGEST_LIMIT_NANO) });
export type BudgetChange = z.infer<typeof BudgetChange>;

/** The state of one budget for one subject. Always `spentNano + heldNano ≤ limitNano`, unless the limit was lowered since. */
export const BudgetView = z.object({
  id: z.string(),
  scope: BudgetScope,
  /** Null: one per subject; then `spentNano` is the caller's, or, for an operator, that of the subject that spent most. */
  subjectId: z.string().nullable(),
  period: BudgetPeriod,
  limitNano: nano,
  spentNano: nano,
  /** Leased to a server process for calls in progress or about to be made. */
  heldNano: nano,
  state: z.enum(["open", "warned", "suspended"]),
  /** When the count restarts; null for "total". */
  renewsAt: z.string().nullable(),
  /** Created by the server at start because there was a paid key and no budget. */
  isDefault: z.boolean(),
});
export type BudgetView = z.infer<typeof BudgetView>;

export const BudgetList = z.object({ budgets: z.array(BudgetView), next: z.string().nullable() });
export type BudgetList = z.infer<typeof BudgetList>;
