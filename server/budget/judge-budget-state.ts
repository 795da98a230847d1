import { WARNED_SHARE, type BudgetView } from "../../schema/messages/budget.ts";

/** @param refusedNano maximum cost of the last refused call; null when none was refused, or one as large was admitted since */
export function judgeBudgetState({
  limitNano,
  spentNano,
  heldNano,
  refusedNano,
}: Pick<BudgetView, "limitNano" | "spentNano" | "heldNano"> & { refusedNano: number | null }): BudgetView["state"] {
  if (spentNano >= limitNano) return "suspended";
  if (refusedNano !== null && spentNano + heldNano + refusedNano > limitNano) return "suspended";
  return spentNano >= WARNED_SHARE * limitNano ? "warned" : "open";
}
