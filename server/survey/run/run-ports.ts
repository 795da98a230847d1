/** What the job of a run works with, and the job as it sees itself. */
import type { BatchVoices, WorkerBatches } from "../../batch/open-worker-batches.process.ts";
import type { RunningJob } from "../../jobs/define-job.ts";
import type { RunningVoices } from "../../models/voice-dependencies.ts";
import type { BackstoryPool } from "../backstory/backstory-pool.store.ts";
import type { LabelPoolPorts } from "../label/label-pool.ts";
import type { RunParts } from "./batch/run-parts.store.ts";
import type { RunWork } from "./run-work.store.ts";

export type RunJob = RunningJob<{ runId: string }, { done: number }>;

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
