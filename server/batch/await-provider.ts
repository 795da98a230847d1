/** A batch whose provider is no longer configured here, or not now (SPEC L5): it waits, but not forever, as it reserves money. */
import { routeName } from "../../engine/model/language-model.ts";
import { message } from "../../schema/messages/message.ts";
import { BATCH_HOURS } from "./batch-hours.ts";
import type { BatchPorts } from "./batch-ports.ts";
import type { Batch } from "./batch.ts";
import { endBatch } from "./end-batch.ts";

const HOUR_MS = 3_600_000;

/** @throws LostClaim, and database errors */
export async function awaitProvider(batch: Batch, ports: BatchPorts): Promise<void> {
  const { provider, model, live, status, cancelAskedAt } = batch;
  const route = { provider, model, local: live };
  const since = batch.submittedAt ?? batch.sendingAt ?? batch.createdAt;
  const isOver = ports.now().getTime() - since.getTime() >= BATCH_HOURS * HOUR_MS;
  if (!isOver && !cancelAskedAt)
    return ports.batches.change(batch.id, {
      problem: message("batch-not-configured", { route: routeName(route), hours: BATCH_HOURS }),
      dueInMs: ports.times.pollMs,
    });
  // A live call is paid for when it is made.
  const mayBeAnswered = !live && status !== "intended";
  const said = mayBeAnswered ? "batch-out-of-reach" : "batch-never-sent";
  const problem = message(said, { route: routeName(route) });
  await endBatch({ batch, provider: { route }, ports }, mayBeAnswered ? "out-of-reach" : "refused", problem);
}
