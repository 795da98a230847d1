/** Runs a survey, as a durable job (SPEC S6, O7): labels, its panel, then its answers, then done. */
import { z } from "zod";
import { defineJob, handleJob, JobStopped, type HandledJob } from "../../jobs/define-job.ts";
import { askPanel } from "./ask-panel.adapter.ts";
import { askByBatch } from "./batch/ask-by-batch.ts";
import { collectRunJob } from "./batch/collect-run.job.ts";
import { choosePanel } from "./choose-panel.ts";
import { labelFirst } from "./label-first.ts";
import { RunPaused } from "./run-paused.ts";
import type { RunPorts } from "./run-ports.ts";

export const runSurveyJob = defineJob({
  name: "run-survey",
  version: 1,
  finishesFrom: 1,
  payload: z.object({ runId: z.string() }),
  // What is known of a run is in its own rows; this only counts.
  checkpoint: z.object({ done: z.number() }),
  retries: 5,
  firstRetrySeconds: 5,
  timeoutSeconds: 6 * 60 * 60,
  policy: "run",
  admits: "any-number",
  concurrency: { perProcess: 2, perWorkspace: 2 },
  afterCancel: collectRunJob,
});

export const runSurveys = (ports: RunPorts): HandledJob =>
  handleJob(runSurveyJob, async (job) => {
    const { runId } = job.payload;
    if (!(await ports.work.take(runId, job.id))) return;
    try {
      await labelFirst(runId, job, ports);
      await choosePanel(runId, job, ports);
      const { calls } = (await ports.work.find(runId))!.settings;
      await (calls === "batch" ? askByBatch : askPanel)(runId, job, ports);
      await job.save(async (em) => {
        const done = await ports.work.completeIn(em, runId);
        return { checkpoint: { done }, progress: { done, total: done } };
      });
    } catch (error) {
      if (!(error instanceof RunPaused)) throw error;
      await ports.work.keepProblem(runId, error.reason);
      throw new JobStopped("pause");
    }
  });
