/** Takes the results of a part's batch into its answers (SPEC S6). */
import type { Message } from "../../../../schema/messages/message.ts";
import type { OrderResult } from "../../../batch/batch-items.store.ts";
import type { WorkerBatches } from "../../../batch/open-worker-batches.process.ts";
import { listInterviewees } from "../list-interviewees.ts";
import type { RunJob, RunPorts } from "../run-ports.ts";
import type { RunAtWork } from "../run-work.store.ts";
import { readReplies } from "./read-replies.ts";
import { replayPart, type ReplayedPart } from "./replay-part.adapter.ts";
import type { RunPart } from "./run-parts.store.ts";

const READ_AT_ONCE = 500;

export type TakenPart = Pick<ReplayedPart, "items" | "drawn"> & {
  /** Why some requests have no reply; a person has to settle it first. */
  trouble: Message | null;
};

/**
 * Stores every answer that is complete, and counts it in `run`; does nothing twice.
 * @param known null: nothing was ordered for this part yet
 * @param range which respondents it has
 */
export async function takePart(
  run: RunAtWork,
  known: RunPart | null,
  range: { from: number; count: number },
  job: RunJob,
  { work, pool, batches }: Pick<RunPorts, "work" | "pool" | "batches">,
): Promise<TakenPart> {
  const results = known?.orderId ? await listResults(known.orderId, batches) : [];
  const { replies, trouble } = readReplies(results, run.settings.model!);
  for (const [key, reply] of Object.entries(known?.drawn ?? {})) replies.set(key, reply);
  const interviewees = await listInterviewees(run.id, range, { work, pool }, job.scope);
  const { answers, items, drawn } = await replayPart(run, interviewees, replies, job.scope);
  if (answers.length > 0)
    await job.save(async (em) => {
      run.answered = await work.keepAnswersIn(em, run, answers);
      return progressOf(run);
    });
  return { items, drawn, trouble };
}

export const progressOf = ({ answered: done, total }: RunAtWork) => ({
  checkpoint: { done },
  progress: { done, total },
});

async function listResults(orderId: string, { listResults: list }: WorkerBatches): Promise<OrderResult[]> {
  const results: OrderResult[] = [];
  for (;;) {
    const page = await list(orderId, results.at(-1)?.position ?? -1, READ_AT_ONCE);
    results.push(...page);
    if (page.length < READ_AT_ONCE) return results;
  }
}
