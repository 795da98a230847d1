/** The budgets in force until somebody sets one, where calls can cost money (SPEC L7). */
import type { BudgetDraft } from "../../schema/messages/budget.ts";
import type { ConfiguredProvider } from "../../schema/messages/models.ts";

const DOLLAR_NANO = 1_000_000_000;

export const FIRST_BUDGETS: BudgetDraft[] = [
  { scope: "person", subjectId: null, period: "total", limitNano: DOLLAR_NANO },
  { scope: "workspace", subjectId: null, period: "day", limitNano: 10 * DOLLAR_NANO },
];

export const FIRST_BUDGETS_NOTICE =
  "A paid key is set and no budget was: each guest may spend $1.00, and all together $10.00 a day (UTC). An admin changes that under Budgets.";

/** Whether there is a key of a provider whose models have a price. */
export const hasPaidKey = (providers: Pick<ConfiguredProvider, "keySource" | "priced">[]): boolean =>
  providers.some(
    ({ keySource, priced }) => keySource !== "none" && priced.some(({ input, output }) => input + output > 0),
  );
