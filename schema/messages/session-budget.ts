import { z } from "zod";
import { BudgetDraft } from "./budget.ts";

/** In nano-dollars; null: none of its own. */
const limit = BudgetDraft.shape.limitNano.nullable();

/** What a session may cost. `from`: the limit that was seen, so that of two who change it at once one does (SPEC C9). */
export const SessionBudgetChange = z.object({ from: limit, to: limit });
export type SessionBudgetChange = z.infer<typeof SessionBudgetChange>;
