/** Conducts a round of life interviews, as a durable job (SPEC S2, O7): killed at any time, it resumes at the answer. */
import { z } from "zod";
import { ModelError } from "../../../engine/model/language-model.ts";
import { defineJob, handleJob, type HandledJob } from "../../jobs/define-job.ts";
import { needsPerson } from "../run/run-paused.ts";
import { conductRound } from "./conduct-round.ts";
import type { InterviewModels } from "./interview-calls.ts";
import type { InterviewStore } from "./interview.store.ts";
import { pauseIn } from "./keep-interview.store.ts";

export const interviewJob = defineJob({
  name: "interview-backstories",
  version: 1,
  finishesFrom: 1,
  payload: z.object({ roundId: z.string() }),
  // The interviews say where each of them is; this only counts.
  checkpoint: z.object({ ended: z.number() }),
  retries: 8,
  firstRetrySeconds: 5,
  timeoutSeconds: 12 * 60 * 60,
  policy: "run",
  admits: "any-number",
  concurrency: { perProcess: 2, perWorkspace: 2 },
});

export type InterviewJobPorts = {
  store: Pick<InterviewStore, "findRound" | "listBegun">;
  /** @throws why nobody can be interviewed now; the job is tried again later */
  openModels(signal: AbortSignal): Promise<{ voices: InterviewModels; close(): Promise<void> }>;
  /** Makes the vectors that the pool of this workspace lacks. */
  embed(workspaceId: string): Promise<void>;
};

export const interviewBackstories = ({ store, openModels, embed }: InterviewJobPorts): HandledJob =>
  handleJob(interviewJob, async (job) => {
    const { scope, payload } = job;
    const round = await store.findRound(scope, payload.roundId);
    // Who asked for it may no longer.
    if (!round) return;
    const begun = await store.listBegun(scope, round.id);
    const { voices, close } = await openModels(scope.signal);
    try {
      await conductRound(job, round, begun, voices);
      await embed(scope.workspaceId);
    } catch (error) {
      if (!(error instanceof ModelError) || !needsPerson(error)) throw error;
      await job.save(async (em) => ({
        checkpoint: { ended: 0 },
        progress: await pauseIn(em, job.id, round.id, error.reason),
      }));
      await untilStopped(scope.signal);
    } finally {
      await close();
    }
  });

/** The pause that was asked for arrives with the next heartbeat. */
const untilStopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
