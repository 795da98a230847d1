/** The default budgets of a workspace until somebody sets one (SPEC L7). Call these functions with the accounts locked. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { BudgetDraft } from "../../schema/messages/budget.ts";
import { BudgetRow } from "../../schema/tables/budget.table.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openAccountsOfAll } from "./budget-accounts.store.ts";
import { FIRST_BUDGETS } from "./first-budgets.ts";

type NewBudget = BudgetDraft & { id: string; workspaceId: string; ownerId: string | null; isDefault: boolean };

export async function addBudget(em: EntityManager, row: NewBudget): Promise<void> {
  await em.insert(BudgetRow, row);
  await openAccountsOfAll(em, row.workspaceId, row);
}

/** Sets these budgets if the workspace has none, apart from those of single runs, circles and sessions. @returns whether they were set */
export async function setFirstBudgets(
  em: EntityManager,
  workspaceId: string,
  drafts: (BudgetDraft & { id?: string })[] = FIRST_BUDGETS,
): Promise<boolean> {
  const known = await em.execute(
    "select from budgets where workspace_id = ? and not (scope in ('run', 'circle', 'session') and subject_id is not null) limit 1",
    [workspaceId],
  );
  if (known.length > 0) return false;
  for (const draft of drafts)
    await addBudget(em, { id: newId(), ...draft, workspaceId, ownerId: null, isDefault: true });
  return true;
}
