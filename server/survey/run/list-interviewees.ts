/** A run's respondents with the interviews by which they are described, as whoever launched it may read them. */
import type { Scope } from "../../../engine/scope/scope.ts";
import type { describeRespondent } from "../../../engine/survey/run/describe-respondent.ts";
import { message } from "../../../schema/messages/message.ts";
import { RunPaused } from "./run-paused.ts";
import type { RunPorts } from "./run-ports.ts";
import type { KnownRespondent } from "./run-work.store.ts";

export type Interviewee = KnownRespondent & { backstory: Parameters<typeof describeRespondent>[1]["backstory"] };

/** In their order. @throws RunPaused where an interview cannot be read: others would answer than the run says */
export async function listInterviewees(
  runId: string,
  { from, count }: { from: number; count: number },
  { work, pool }: Pick<RunPorts, "work" | "pool">,
  scope: Scope,
): Promise<Interviewee[]> {
  const respondents = await work.listRespondents(runId, from, count);
  const ids = respondents.flatMap(({ backstoryId }) => backstoryId ?? []);
  const interviews = new Map((await pool.listInterviews(scope, ids)).map((each) => [each.id, each]));
  return respondents.map((respondent) => {
    const { backstoryId } = respondent;
    const backstory = backstoryId === null ? null : interviews.get(backstoryId);
    if (backstory === undefined) throw new RunPaused(message("run-no-interview"));
    return { ...respondent, backstory };
  });
}
