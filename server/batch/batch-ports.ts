/** What the steps of a batch need from outside. */
import type { LedgerPorts } from "../../engine/model/wrappers/with-ledger.ts";
import type { BatchItemsStore } from "./batch-items.store.ts";
import type { BatchStore } from "./batch.store.ts";

export type BatchTimes = {
  pollMs: number;
  /** How long an existing batch may be missing from the provider's list. */
  listingLagMs: number;
  /** Delay before a failed step is retried; doubled each time, up to `longestWaitMs`. */
  retryMs: number;
  longestWaitMs: number;
};

export type BatchPorts = Pick<LedgerPorts, "prices" | "newId" | "now"> & {
  batches: BatchStore;
  items: BatchItemsStore;
  times: BatchTimes;
};

export type StepSignals = {
  /** The server closes, another process has taken the batch over, or the step has taken too long. */
  stop: AbortSignal;
  /** Like `stop`, but a closing server lets a request in flight complete. */
  stopSending: AbortSignal;
};
