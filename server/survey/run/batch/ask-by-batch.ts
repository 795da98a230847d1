/**
 * Asks a run's panel by batches (SPEC L5, S6). Each part of it has one order open at a time; when that has ended, its
 * answers are stored, and what they lead to is ordered, together with the record of it. Between the two the job waits
 * without a place in the worker.
 */
import { ModelError } from "../../../../engine/model/language-model.ts";
import { message } from "../../../../schema/messages/message.ts";
import type { RunSettings } from "../../../../schema/messages/run.ts";
import type { SurveyModel } from "../../../../schema/messages/survey.ts";
import { countRounds } from "../../../../schema/rules/survey/count-rounds.ts";
import { listProbes } from "../../../../schema/rules/survey/list-probes.ts";
import type { BatchVoices } from "../../../batch/open-worker-batches.process.ts";
import { JobPostponed } from "../../../jobs/define-job.ts";
import { RunPaused } from "../run-paused.ts";
import type { RunJob, RunPorts } from "../run-ports.ts";
import type { RunAtWork } from "../run-work.store.ts";
import { progressOf, takePart, type TakenPart } from "./take-part.ts";
import type { RunPart } from "./run-parts.store.ts";

/** Of one order, about: with their prompts they are in memory, and in one transaction. */
const MOST_REQUESTS = 500;

type Asking = { run: RunAtWork; job: RunJob; ports: RunPorts; openVoices(): Promise<BatchVoices> };

/** Resolves when all is answered, or the run has ended otherwise. @throws RunPaused, JobPostponed while it waits for a provider */
export async function askByBatch(runId: string, job: RunJob, ports: RunPorts): Promise<void> {
  const { work, parts, batches } = ports;
  await work.setStatus(runId, "INFERENCE");
  const run = (await work.find(runId))!;
  const known = await parts.look(runId);
  const open = listParts(run).filter(({ part }) => !known.get(part)?.isComplete);
  const ready = open.filter(({ part }) => !known.get(part)?.waiting);
  let isWaiting = ready.length < open.length;
  let opened = null as Awaited<ReturnType<RunPorts["voices"]["open"]>> | null;
  // What came back is taken also where no voice can speak any longer.
  const openVoices = async () => (opened ??= await ports.voices.open(job.scope.signal)).voices;
  try {
    for (const { part, ...range } of ready) {
      const before = known.get(part) ?? null;
      const taken = await takePart(run, before, range, job, ports);
      isWaiting = (await goOn(part, before, taken, isWaiting, { run, job, ports, openVoices })) || isWaiting;
    }
  } catch (error) {
    if (!(error instanceof RunEnded)) throw error;
    return;
  } finally {
    await opened?.close();
  }
  if (!isWaiting) return;
  const problem = [...known.values()].find((each) => each.problem)?.problem;
  if (problem) await work.keepProblem(runId, problem);
  throw new JobPostponed(batches.lookSeconds);
}

/** The same in every attempt: respondents whose requests of one round are about as many as an order has. */
export function listParts({ survey, settings, respondents }: Parts): { part: number; from: number; count: number }[] {
  const each = settings.repeats * (settings.order === "independent" ? listProbes(survey).length : 1);
  const count = Math.max(1, Math.floor(MOST_REQUESTS / each));
  return Array.from({ length: Math.ceil(respondents / count) }, (_, part) => ({ part, from: part * count, count }));
}
type Parts = { survey: SurveyModel; settings: RunSettings; respondents: number };

const splitRoute = (route: string): [string, string] => {
  const slash = route.indexOf("/");
  return [route.slice(0, slash), route.slice(slash + 1)];
};

/**
 * @param isWaiting whether the run has orders open, which reserve money that they may not need
 * @returns whether this part waits now
 */
async function goOn(
  part: number,
  before: RunPart | null,
  { items, drawn, trouble }: TakenPart,
  isWaiting: boolean,
  asking: Asking,
): Promise<boolean> {
  const { run, job, ports } = asking;
  if (trouble || items.length === 0) {
    const isComplete = items.length === 0;
    await job.save(async (em) => {
      await ports.parts.keepTakenIn(em, run.id, { part, drawn, isComplete });
      return progressOf(run);
    });
    if (trouble) throw new RunPaused(trouble);
    return false;
  }
  const round = (before?.round ?? 0) + 1;
  const voices = await asking.openVoices();
  // Its provider may be back soon.
  if (!voices.openBatch(...splitRoute(run.settings.model!)))
    throw new ModelError("unreachable", message("run-no-model"));
  for (let count = items.length; ; count = Math.ceil(count / 2)) {
    try {
      await order({ part, round, drawn }, items.slice(0, count), voices, asking);
      return true;
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      if (error.code !== "budget") throw new RunPaused(error.reason, error);
      if (isWaiting) return true;
      // An order reserves the most that it may cost, which is more than it will: the rest comes after a smaller one.
      if (count === 1) throw new RunPaused(error.reason, error);
    }
  }
}

/** With its record, or not at all. @throws ModelError */
async function order(
  ordered: { part: number; round: number; drawn: TakenPart["drawn"] },
  items: TakenPart["items"],
  voices: BatchVoices,
  { run, job, ports: { batches, parts } }: Asking,
): Promise<void> {
  const { workspaceId, ownerId, settings, survey } = run;
  const [provider, model] = splitRoute(settings.model!);
  const route = { provider, model };
  const prepared = await batches.prepare({ workspaceId, ownerId, route, why: message("why-run-model"), items }, voices);
  const rounds = countRounds(survey, settings.order);
  await job.save(async (em) => {
    // Accounts are locked before runs.
    await prepared.storeIn(em);
    const kept = { ...ordered, rounds, orderId: prepared.id, asked: items.length };
    if (!(await parts.keepOrderedIn(em, run, kept))) throw new RunEnded();
    return progressOf(run);
  });
}

/** It was cancelled in the meantime: nothing more is ordered. */
class RunEnded extends Error {}
