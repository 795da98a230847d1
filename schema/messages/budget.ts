/** Budgets: the most that model calls may cost (SPEC L7). Money in integer nano-dollars, times in UTC. */
import { z } from "zod";

const nano = z.number().int().nonnegative();
const LARGEST_LIMIT_NANO = 1_000_000_000_000_000;

/** Whose spending counts: a whole workspace's, or each person's, circle's, run's own. */
export const BudgetScope = z.enum(["workspace", "person", "circle", "run"]);
export type BudgetScope = z.infer<typeof BudgetScope>;

/** The run whose budget pays for what personas say in circles of their own, where the voice is not free. */
export const CASUAL_TALK_ID = "casual-talk";

/** After a day or a month (UTC) the count begins anew; "total" never does. */
export const BudgetPeriod = z.enum(["total", "day", "month"]);
export type BudgetPeriod = z.infer<typeof BudgetPeriod>;

/** The share of a limit from which people are warned. */
export const WARNED_SHARE = 0.8;

export const BudgetDraft = z.object({
  scope: BudgetScope,
  /** The person, circle or run meant; null: each one of the scope has this much of its own. Always null for a workspace. */
  subjectId: z.string().max(100).nullable().default(null),
  period: BudgetPeriod,
  limitNano: nano.max(LARGEST_LIMIT_NANO),
});
export type BudgetDraft = z.infer<typeof BudgetDraft>;

export const BudgetChange = z.object({ limitNano: nano.max(LARGEST_LIMIT_NANO) });
export type BudgetChange = z.infer<typeof BudgetChange>;

/** One budget as it stands for one subject. `spentNano + heldNano ≤ limitNano` always, but for a limit lowered since. */
export const BudgetView = z.object({
  id: z.string(),
  scope: BudgetScope,
  /** Null: of each; then `spentNano` is that of the caller, or for who looks after the workspace of the one who spent most. */
  subjectId: z.string().nullable(),
  period: BudgetPeriod,
  limitNano: nano,
  spentNano: nano,
  /** Leased to a server process for calls under way or about to be made. */
  heldNano: nano,
  state: z.enum(["open", "warned", "suspended"]),
  /** When the count begins anew; null for "total". */
  renewsAt: z.string().nullable(),
  /** Made by the server at start because a paid key was there and no budget. */
  isDefault: z.boolean(),
});
export type BudgetView = z.infer<typeof BudgetView>;

export const BudgetList = z.object({ budgets: z.array(BudgetView), next: z.string().nullable() });
export type BudgetList = z.infer<typeof BudgetList>;
