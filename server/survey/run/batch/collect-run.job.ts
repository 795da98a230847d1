/** Ends a run that was cancelled, or whose job was (SPEC S6): its batches too; what was answered until then is paid for, and kept. */
import { z } from "zod";
import { defineJob, handleJob, JobPostponed, type HandledJob } from "../../../jobs/define-job.ts";
import type { RunPorts } from "../run-ports.ts";
import { listParts } from "./ask-by-batch.ts";
import { progressOf, takePart } from "./take-part.ts";

export const collectRunJob = defineJob({
  name: "collect-run",
  version: 1,
  finishesFrom: 1,
  payload: z.object({ runId: z.string() }),
  checkpoint: z.object({ done: z.number() }),
  retries: 5,
  firstRetrySeconds: 5,
  timeoutSeconds: 60 * 60,
  policy: "run",
  admits: "one-per-payload",
  concurrency: { perProcess: 2, perWorkspace: 2 },
});

export const collectRuns = (ports: Pick<RunPorts, "work" | "pool" | "parts" | "batches">): HandledJob =>
  handleJob(collectRunJob, async (job) => {
    const { runId } = job.payload;
    const { work, parts, batches } = ports;
    // From now on nothing more is ordered.
    await work.cancel(runId);
    const run = await work.find(runId);
    if (!run) return;
    let isWaiting = false;
    const known = await parts.look(runId);
    for (const { part, ...range } of listParts(run)) {
      const before = known.get(part);
      if (!before?.orderId) continue;
      if (before.waiting > 0) {
        await batches.cancel(before.orderId);
        isWaiting = true;
        continue;
      }
      const { drawn } = await takePart(run, before, range, job, ports);
      await job.save(async (em) => {
        await parts.keepTakenIn(em, runId, { part, drawn, isComplete: false });
        return progressOf(run);
      });
    }
    if (isWaiting) throw new JobPostponed(batches.lookSeconds);
  });
