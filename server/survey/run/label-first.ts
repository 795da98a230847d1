/** Labels what a run's target needs and the pool lacks, before it is matched (SPEC S3, S6): the first step of its job. */
import { ModelError } from "../../../engine/model/language-model.ts";
import type { Message } from "../../../schema/messages/message.ts";
import { JobPostponed } from "../../jobs/define-job.ts";
import { labelPool } from "../label/label-pool.ts";
import { needsPerson, RunPaused } from "./run-paused.ts";
import type { RunJob, RunPorts } from "./run-ports.ts";

/** How often a run looks whether another one has made its labels. */
const LOOK_SECONDS = 10;

/**
 * Continues where an earlier attempt stopped; does nothing once people are chosen.
 * @throws RunPaused, JobStopped, ModelError: what was labelled until then is stored; JobPostponed while another run labels
 */
export async function labelFirst(runId: string, job: RunJob, { work, labels, voices }: RunPorts): Promise<void> {
  const labelling = await labels.store.findWork(runId);
  const run = (await work.find(runId))!;
  if (!labelling || run.total !== null) return;
  await job.save(async (em) => {
    // What both lack would be asked, and paid for, twice.
    if (await work.waitsForLabelsIn(em, run)) throw new JobPostponed(LOOK_SECONDS);
    await work.beginIn(em, runId, "LABELLING");
    return { checkpoint: { done: 0 }, progress: { done: 0, total: null }, isProgress: false };
  });
  const scope = { ...job.scope, subject: { runId } };
  const opened = await voices.open(job.scope.signal);
  let endedBy: Message | null;
  try {
    // What paused an earlier attempt may be settled.
    await opened.voices.recheck(labelling.model);
    ({ endedBy } = await labelPool({ ...labelling, id: runId }, { scope, save: job.save }, opened.voices, labels));
  } catch (error) {
    if (error instanceof ModelError && needsPerson(error)) throw new RunPaused(error.reason, error);
    throw error;
  } finally {
    await opened.close();
  }
  if (endedBy) throw new RunPaused(endedBy);
}
