/** Batches in this process: ordering them, and the runner that does its part of the work. */
import { setImmediate as yieldToEventLoop, setTimeout as sleep } from "node:timers/promises";
import type { ComplianceTier } from "../../schema/messages/models.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Route } from "../http/define-route.ts";
import type { RunningVoices } from "../models/voice-dependencies.ts";
import { recallMoney } from "./batch-holds.store.ts";
import { createBatchItemsStore } from "./batch-items.store.ts";
import type { BatchTimes } from "./batch-ports.ts";
import { startBatchRunner } from "./batch-runner.job.ts";
import { batchRoutes } from "./batch.route.ts";
import { createBatchStore } from "./batch.store.ts";
import { createBatches, type Batches } from "./batches.ts";

const TIMES: BatchTimes = {
  pollMs: 30_000,
  // No provider documents one. It is seconds in practice; waiting costs nothing, while a second batch costs money.
  listingLagMs: 5 * 60_000,
  retryMs: 30_000,
  longestWaitMs: 10 * 60_000,
};

/** How long others have to give back what they do not need. */
const RECALL_MS = 150;

export type OpenBatches = Batches & {
  routes: Route[];
  /** Call it while the voices and the database are still open. */
  close(): Promise<void>;
};

export function openBatches(
  database: Database,
  { openBatch: openProvider, tierOf, prices }: Pick<RunningVoices, "openBatch" | "tierOf" | "prices">,
  tierOfWorkspace: (workspaceId: string) => Promise<ComplianceTier>,
  limitFirst: (workspaceId: string) => Promise<void>,
  report: (error: unknown) => void,
): OpenBatches {
  const claimant = newId();
  const shared = {
    batches: createBatchStore(database, claimant),
    items: createBatchItemsStore(database, claimant),
    openProvider,
    prices,
    newId,
    now: database.now,
  };
  const { wake, close } = startBatchRunner({ ...shared, times: TIMES, report });
  const readyMoney = readyMoneyIn(database, limitFirst);
  const batches = createBatches({ ...shared, tierOf, tierOfWorkspace, yieldToEventLoop, readyMoney, wake });
  return { ...batches, routes: batchRoutes(shared.batches, wake), close };
}

export const readyMoneyIn =
  (database: Database, limitFirst: (workspaceId: string) => Promise<void>) =>
  async (workspaceId: string): Promise<void> => {
    await limitFirst(workspaceId);
    await recallMoney(database, workspaceId);
    await sleep(RECALL_MS);
  };
