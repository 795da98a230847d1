import {
  openBudgets,
  type Budgets,
  type BudgetReports,
  type BudgetTimes,
} from "../../server/budget/open-budgets.process.ts";
import { openChangeBus } from "../../server/changes/open-change-bus.adapter.ts";
import type { Database } from "../../server/database/open-database.store.ts";
import type { Ledger } from "../../server/ledger/ledger.store.ts";

/** Leases as usual; what calls in progress hold is not waited for for long. */
export const IMPATIENT: BudgetTimes = {
  leaseMs: 30_000,
  renewMs: 10_000,
  tidyMs: 1_000,
  patienceMs: { talk: 500, decide: 500, system: 500, run: 500, batch: 500 },
};

/** With a bus of their own, as those of another server process. */
export async function openBudgetsOfProcess(
  database: Database,
  databaseUrl: string,
  ledger: Pick<Ledger, "flush">,
  reports: BudgetReports,
  times?: BudgetTimes,
): Promise<Budgets> {
  const changes = await openChangeBus(databaseUrl, reports.reportError);
  const budgets = await openBudgets(database, changes, ledger, reports, times);
  return {
    ...budgets,
    async close() {
      await budgets.close();
      await changes.close();
    },
  };
}
