/** Runs a survey, as a durable job (SPEC S6, O7): labels, its panel, then its answers, then done. */
import { z } from "zod";
import { defineJob, handleJob, JobStopped, type HandledJob, type RunningJob } from "../../jobs/define-job.ts";
import type { RunningVoices } from "../../models/voice-dependencies.ts";
import type { BackstoryPool } from "../backstory/backstory-pool.store.ts";
import type { LabelPoolPorts } from "../label/label-pool.ts";
import type { BatchVoices, WorkerBatches } from "../../batch/open-worker-batches.process.ts";
import { askPanel } from "./ask-panel.adapter.ts";
import { askByBatch } from "./batch/ask-by-batch.ts";
import { collectRunJob } from "./batch/collect-run.job.ts";
import type { RunParts } from "./batch/run-parts.store.ts";
import { choosePanel } from "./choose-panel.ts";
import { labelFirst } from "./label-first.ts";
import { RunPaused } from "./run-paused.ts";
import type { RunWork } from "./run-work.store.ts";

const Payload = z.object({ runId: z.string() });
/** What is known of a run is in its own rows; this only counts. */
const Checkpoint = z.object({ done: z.number() });
export type RunJob = RunningJob<z.infer<typeof Payload>, z.infer<typeof Checkpoint>>;

export const runSurveyJob = defineJob({
  name: "run-survey",
  version: 1,
  finishesFrom: 1,
  payload: Payload,
  checkpoint: Checkpoint,
  retries: 5,
  firstRetrySeconds: 5,
  timeoutSeconds: 6 * 60 * 60,
  policy: "run",
  admits: "any-number",
  concurrency: { perProcess: 2, perWorkspace: 2 },
  afterCancel: collectRunJob,
});

export type RunPorts = {
  work: RunWork;
  pool: Pick<BackstoryPool, "listLabelled" | "listInterviews">;
  labels: LabelPoolPorts;
  parts: RunParts;
  batches: WorkerBatches;
  voices: {
    /** Waits until one can speak. @param signal the job's */
    open(signal: AbortSignal): Promise<{
      voices: Pick<RunningVoices, "onlyModel" | "recheck" | "policies"> & BatchVoices;
      close(): Promise<void>;
    }>;
  };
};

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
