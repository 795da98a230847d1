import {
  openBudgets,
  type Budgets,
  type BudgetReports,
  type BudgetTimes,
} from "../../server/budget/open-budgets.process.ts";
import { openChangeBus } from "../../server/changes/open-change-bus.adapter.ts";
import type { Database } from "../../server/database/open-database.store.ts";

/** With a bus of their own, as those of another server process. */
export async function openBudgetsOfProcess(
  database: Database,
  databaseUrl: string,
  reports: BudgetReports,
  times?: BudgetTimes,
): Promise<Budgets> {
  const changes = await openChangeBus(databaseUrl, reports.reportError);
  const budgets = await openBudgets(database, changes, reports, times);
  return {
    ...budgets,
    async close() {
      await budgets.close();
      await changes.close();
    },
  };
}
