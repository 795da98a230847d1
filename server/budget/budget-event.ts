/** Budget events, sent to every process. */
import { z } from "zod";
import { BudgetPeriod, BudgetScope } from "../../schema/messages/budget.ts";

export const BudgetAlert = z.object({
  type: z.literal("alert"),
  state: z.enum(["warned", "suspended"]),
  workspaceId: z.string(),
  scope: BudgetScope,
  /** The person, circle, run or workspace. */
  subjectId: z.string(),
  period: BudgetPeriod,
  limitNano: z.number(),
  spentNano: z.number(),
  /** The maximum cost of a refused call. */
  refusedNano: z.number().nullable(),
});
export type BudgetAlert = z.infer<typeof BudgetAlert>;

export const BudgetEvent = z.discriminatedUnion("type", [
  BudgetAlert,
  /** A budget, or whether credit counts, has changed. */
  z.object({ type: z.literal("changed") }),
  /** A call waits for money that others hold: it is to be given back as soon as it is not needed. */
  z.object({ type: z.literal("recall"), workspaceId: z.string() }),
  /** Less may be held: who waits may ask again. */
  z.object({ type: z.literal("settled"), workspaceId: z.string() }),
]);
export type BudgetEvent = z.infer<typeof BudgetEvent>;
