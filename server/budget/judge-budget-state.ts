import { WARNED_SHARE, type BudgetView } from "../../schema/messages/budget.ts";

/** @param refusedNano what the last call might have cost that was refused; null: none was, or another was admitted since */
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
