/**
 * One step of a batch towards its end. The state is stored before and after every step, so that the next process
 * knows it: a "submitting" batch may or may not exist at the provider, and is searched for there.
 */
import { message } from "../../schema/messages/message.ts";
import type { BatchItem, BatchProvider } from "../../engine/model/batch/batch-provider.ts";
import { isSafeToResend } from "../../engine/model/batch/is-safe-to-resend.ts";
import { ModelError } from "../../engine/model/language-model.ts";
import { refuseUnpriced } from "../../engine/model/wrappers/with-ledger.ts";
import type { BatchPorts, StepSignals } from "./batch-ports.ts";
import type { Batch, StoredItem } from "./batch.ts";
import { endBatch } from "./end-batch.ts";

/** After this many consecutive refusals the provider is believed that it no longer has the batch. */
const REFUSALS_BELIEVED = 5;
const OTHERS_SINCE_MS = 3_600_000;

type Step = { batch: Batch; provider: BatchProvider; ports: BatchPorts; signals: StepSignals };

/** @throws LostClaim, and database errors; a provider's error is recorded and retried later */
export async function advanceBatch(step: Step): Promise<void> {
  try {
    if (step.batch.status === "intended") await submit(step);
    else if (step.batch.status === "submitting") await lookFor(step);
    else await follow(step);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    // It was stopped: its state stays.
    if (error.code !== "aborted") await noteProblem(step, error);
  }
}

const toBatchItem = ({ id, request, context }: StoredItem): BatchItem => ({ customId: id, request, context });

async function submit(step: Step): Promise<void> {
  const { batch, provider, ports, signals } = step;
  const { batches, items, times, now } = ports;
  if (batch.cancelAskedAt) return endBatch(step, "cancelled", null);
  if (batch.sendingAt) await provider.clearAway(batch.id, signals.stop);
  const carried = await items.listCarried(batch.id);
  await batches.change(batch.id, { status: "submitting", sendingAt: now(), missedAt: null });
  let providerId: string;
  try {
    refuseUnpriced(ports.prices, provider.route, now().toISOString());
    providerId = await provider.submit(batch.id, carried.map(toBatchItem), signals.stopSending);
  } catch (error) {
    if (!isSafeToResend(error)) throw error;
    await batches.change(batch.id, { status: "intended" });
    if (!isRefused(error)) throw error;
    await provider.clearAway(batch.id, signals.stop);
    return endBatch(step, "refused", (error as ModelError).reason);
  }
  await batches.change(batch.id, {
    status: "submitted",
    providerId,
    submittedAt: now(),
    problem: null,
    problems: 0,
    dueInMs: provider.live ? 0 : times.pollMs,
  });
}

/** It counts as never created only when the provider's list lacked it twice, beyond the list's own lag. */
async function lookFor({ batch, provider, ports, signals }: Step): Promise<void> {
  const { batches, items, times, now } = ports;
  const since = batch.sendingAt!.getTime();
  const finding = await provider.find(
    {
      mark: batch.id,
      since,
      customIds: new Set((await items.listCarried(batch.id)).map(({ id }) => id)),
      otherIds: await batches.listProviderIds(batch.provider, new Date(since - OTHERS_SINCE_MS)),
    },
    signals.stop,
  );
  const [providerId, ...doubles] = finding.ids;
  for (const double of doubles) await provider.cancel(double, signals.stop);
  if (providerId) {
    const found = { status: "submitted", providerId, submittedAt: batch.sendingAt } as const;
    return batches.change(batch.id, { ...found, missedAt: null, problem: null, problems: 0, dueInMs: 0 });
  }
  if (finding.undecided)
    return batches.change(batch.id, {
      missedAt: null,
      problem: message("batch-not-known-yet"),
      dueInMs: times.pollMs,
    });
  const missedForMs = batch.missedAt ? now().getTime() - batch.missedAt.getTime() : 0;
  if (missedForMs >= times.listingLagMs && batch.missedAt)
    return batches.change(batch.id, { status: "intended", missedAt: null, dueInMs: 0 });
  return batches.change(batch.id, {
    missedAt: batch.missedAt ?? now(),
    dueInMs: times.listingLagMs - missedForMs,
  });
}

async function follow(step: Step): Promise<void> {
  const { batch, provider, ports, signals } = step;
  const { batches, times } = ports;
  const providerId = batch.providerId!;
  if (batch.cancelAskedAt) {
    if (provider.live) return endBatch(step, "cancelled", null);
    await provider.cancel(providerId, signals.stop).catch((error: unknown) => {
      // It has ended already, or is being cancelled.
      if (!isRefused(error)) throw error;
    });
  }
  const progress = await provider.poll(providerId, signals.stop);
  if (progress.phase === "running")
    return batches.change(batch.id, { problem: null, problems: 0, dueInMs: times.pollMs });
  await endBatch(step, progress.leftOver, progress.problem, (waiting) =>
    provider.readResults(providerId, waiting.map(toBatchItem), signals.stop),
  );
}

const isRefused = (error: unknown): boolean =>
  error instanceof ModelError && ["bad-request", "cannot-talk", "unknown-model"].includes(error.code);

async function noteProblem(step: Step, error: ModelError): Promise<void> {
  const { batch, ports } = step;
  const { times, batches } = ports;
  const problems = batch.problems + 1;
  if (batch.status === "submitted" && isRefused(error) && problems >= REFUSALS_BELIEVED)
    return endBatch(step, "lost", message("batch-lost", { problem: error.reason }));
  const waitMs = Math.min(times.longestWaitMs, times.retryMs * 2 ** (problems - 1));
  await batches.change(batch.id, { problem: error.reason, problems, dueInMs: error.retryAfterMs ?? waitMs });
}
