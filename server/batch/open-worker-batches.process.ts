/** Batches of a worker: its jobs order them and read their results; a server sends them. */
import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import type { ComplianceTier } from "../../schema/messages/models.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import type { RunningVoices } from "../models/voice-dependencies.ts";
import { createBatchItemsStore } from "./batch-items.store.ts";
import { createBatchStore } from "./batch.store.ts";
import { createBatches, type Batches, type BatchOrder, type PreparedOrder } from "./batches.ts";
import { readyMoneyIn } from "./open-batches.process.ts";

export type BatchVoices = Pick<RunningVoices, "openBatch" | "tierOf" | "prices">;

export type WorkerBatches = Pick<Batches, "listResults" | "cancel"> & {
  /** Like `prepare` of `Batches`. @param voices of the providers that it may go to */
  prepare(order: BatchOrder, voices: BatchVoices): Promise<PreparedOrder>;
  /** How often a job that waits for one looks whether it has ended. */
  lookSeconds: number;
};

/** As often as a server asks the provider. */
const LOOK_SECONDS = 30;

export function openWorkerBatches(
  database: Database,
  tierOfWorkspace: (workspaceId: string) => Promise<ComplianceTier>,
  limitFirst: (workspaceId: string) => Promise<void>,
  lookSeconds = LOOK_SECONDS,
): WorkerBatches {
  const claimant = newId();
  const batches = createBatchStore(database, claimant);
  const items = createBatchItemsStore(database, claimant);
  const readyMoney = readyMoneyIn(database, limitFirst);
  const shared = { batches, items, newId, now: database.now, tierOfWorkspace, readyMoney, yieldToEventLoop };
  return {
    listResults: items.listResults,
    cancel: batches.askCancelOrder,
    prepare: (order, { openBatch: openProvider, tierOf, prices }) =>
      // Servers look for new ones by themselves.
      createBatches({ ...shared, openProvider, tierOf, prices, wake: () => undefined }).prepare(order),
    lookSeconds,
  };
}
