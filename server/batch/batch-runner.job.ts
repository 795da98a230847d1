/**
 * Takes the next step of any batch that is due, in any number of processes (SPEC O5). The batches' rows are the
 * queue: a second one beside them could disagree about a batch's state.
 */
import { message } from "../../schema/messages/message.ts";
import { setTimeout as sleep } from "node:timers/promises";
import type { BatchProvider } from "../../engine/model/batch/batch-provider.ts";
import { repeat } from "../database/repeat.process.ts";
import { advanceBatch } from "./advance-batch.ts";
import { awaitProvider } from "./await-provider.ts";
import type { BatchPorts } from "./batch-ports.ts";
import type { Batch } from "./batch.ts";
import { LostClaim } from "./hold-claim.store.ts";

export type RunnerTimes = {
  /** Interval between two checks for what is due. */
  beatMs: number;
  /** A process that is gone for this long loses its batch to another. */
  leaseMs: number;
  /** Time limit of a step with a provider's batch; what it stored is kept. */
  stepMs: number;
};
export const RUNNER_TIMES: RunnerTimes = { beatMs: 5_000, leaseMs: 30_000, stepMs: 15 * 60_000 };

/** Batches at providers are processed concurrently; live ones one by one, as each makes many concurrent calls. */
const LANES = [
  { live: false, steps: 4 },
  { live: true, steps: 1 },
];
const RENEWALS_PER_LEASE = 3;

export type RunnerPorts = BatchPorts & {
  /** Null when no longer configured, or not now. */
  openProvider(provider: string, model: string): BatchProvider | null;
  report(error: unknown): void;
};

export type BatchRunner = {
  /** Signals that something may be due. */
  wake(): void;
  /** Lets requests in flight complete, and leaves the stored state as it is. */
  close(): Promise<void>;
};

export function startBatchRunner(ports: RunnerPorts, times: RunnerTimes = RUNNER_TIMES): BatchRunner {
  const closing = new AbortController();
  let woken = new AbortController();

  async function work(live: boolean): Promise<void> {
    while (!closing.signal.aborted) {
      const wakeUp = woken.signal;
      try {
        const batch = await ports.batches.claim(live, times.leaseMs);
        if (batch) {
          await takeStep(batch);
          continue;
        }
      } catch (error) {
        ports.report(error);
      }
      await sleep(times.beatMs, undefined, { signal: AbortSignal.any([closing.signal, wakeUp]), ref: false }).catch(
        () => undefined,
      );
    }
  }

  async function takeStep(batch: Batch): Promise<void> {
    const lost = new AbortController();
    const limit = batch.live ? lost.signal : AbortSignal.any([lost.signal, AbortSignal.timeout(times.stepMs)]);
    const endRenewals = repeat(() => renew(batch, lost), times.leaseMs / RENEWALS_PER_LEASE, ports.report);
    try {
      const provider = ports.openProvider(batch.provider, batch.model);
      const stop = AbortSignal.any([limit, closing.signal]);
      if (provider) await advanceBatch({ batch, provider, ports, signals: { stop, stopSending: limit } });
      else await awaitProvider(batch, ports);
    } catch (error) {
      if (error instanceof LostClaim) return;
      ports.report(error);
      await ports.batches.change(batch.id, unexpected(batch, ports));
    } finally {
      await endRenewals();
      await ports.batches.release(batch.id);
    }
  }

  async function renew(batch: Batch, lost: AbortController): Promise<void> {
    const kept = await ports.batches.renew(batch.id, times.leaseMs);
    // A live batch makes its calls within one step, so cancelling must abort that step.
    if (!kept || (kept.cancelAsked && batch.live)) lost.abort();
  }

  const working = LANES.flatMap(({ live, steps }) => Array.from({ length: steps }, () => work(live)));
  return {
    wake() {
      woken.abort();
      woken = new AbortController();
    },
    async close() {
      closing.abort();
      await Promise.all(working);
    },
  };
}

const unexpected = ({ problems }: Batch, { times }: BatchPorts) => ({
  problem: message("batch-server-error"),
  problems: problems + 1,
  dueInMs: times.longestWaitMs,
});
