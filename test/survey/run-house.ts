/** For tests of runs: what a worker needs to ask a model, with its calls paid for and recorded. */
import { setTimeout as wait } from "node:timers/promises";
import { openWorkerBatches, type WorkerBatches } from "../../server/batch/open-worker-batches.process.ts";
import { openBudgets, type Budgets } from "../../server/budget/open-budgets.process.ts";
import { openChangeBus } from "../../server/changes/open-change-bus.adapter.ts";
import type { Database } from "../../server/database/open-database.store.ts";
import { createLedger } from "../../server/ledger/ledger.store.ts";
import { createVoices } from "../../server/models/create-voices.adapter.ts";
import type { RunningVoices } from "../../server/models/voice-dependencies.ts";

const LOOK_SECONDS = 1;

export type RunHouse = { voices: RunningVoices; budgets: Budgets; batches: WorkerBatches; close(): Promise<void> };

/** @param settings of the model that answers. @param folder for what voices keep on disk */
export async function openRunHouse(
  database: Database,
  databaseUrl: string,
  settings: Record<string, string>,
  folder: string,
): Promise<RunHouse> {
  const changes = await openChangeBus(databaseUrl, console.error);
  const ledger = createLedger(database, console.error);
  const budgets = await openBudgets(database, changes, ledger, { reportError: console.error, say: () => undefined });
  const voices = createVoices(
    { DATA_DIR: folder, ...settings, VOICE: "auto" },
    { recordCall: ledger.recordCall, now: database.now, budget: budgets, log: () => undefined, places: [] },
  );
  while (voices.status().kind === "rehearsal") await wait(20);
  return {
    voices,
    budgets,
    batches: openWorkerBatches(database, async () => "any", budgets.limitFirst, LOOK_SECONDS),
    async close() {
      await voices.close();
      await ledger.close();
      await budgets.close();
      await changes.close();
    },
  };
}
