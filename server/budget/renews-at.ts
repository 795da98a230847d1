import type { BudgetPeriod } from "../../schema/messages/budget.ts";

/** When the period that includes `at` ends, in UTC; null: never. */
export function renewsAt(period: BudgetPeriod, at: Date): Date | null {
  if (period === "total") return null;
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  return new Date(period === "day" ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1));
}
