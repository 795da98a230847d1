/** Asks a run's panel (SPEC S6): respondents side by side, each one's questions in series. */
import { bulkhead, TaskCancelledError, type BulkheadPolicy } from "cockatiel";
import { ModelError, type RoutedModel } from "../../../engine/model/language-model.ts";
import { servesOf } from "../../../engine/model/wrappers/with-concurrency.ts";
import type { CallPolicy } from "../../../schema/messages/call-policies.ts";
import { message } from "../../../schema/messages/message.ts";
import { describeRespondent } from "../../../engine/survey/run/describe-respondent.ts";
import { interviewRespondent } from "../../../engine/survey/run/interview-respondent.ts";
import { followStop } from "../../jobs/follow-stop.adapter.ts";
import { askModel } from "./ask-model.ts";
import { createAnswerWriter, type AnswerWriter } from "./answer-writer.adapter.ts";
import { hashAfter } from "./hash-after.adapter.ts";
import { createIntentWriter, type IntentWriter } from "./intent-writer.ts";
import { listInterviewees, type Interviewee } from "./list-interviewees.ts";
import type { RunJob, RunPorts } from "./run-ports.ts";
import type { RunAtWork } from "./run-work.store.ts";

/** Respondents are read in parts, as many ahead as are asked at a time: a panel of 10,000 has 100 MB of interviews. */
const PART = 250;
const PARTS_AHEAD = 2;
type Asking = {
  run: RunAtWork;
  answers: AnswerWriter;
  intents: IntentWriter;
  ask: ReturnType<typeof askModel>;
  respondents: AsyncIterator<Interviewee, void>;
  /** Calls at a time: as many as the policy `run` has places. */
  places: BulkheadPolicy;
  sideBySide: number;
  /** Aborts when nothing more is to be asked; calls in progress may still finish. */
  enough: AbortController;
  /** Aborts calls in progress. */
  calls: AbortSignal;
};

/** Continues where an earlier attempt stopped. @throws RunPaused, JobStopped, ModelError: what was answered until then is stored */
export async function askPanel(runId: string, job: RunJob, ports: RunPorts): Promise<void> {
  const { work } = ports;
  await work.loseCalls(runId);
  await work.setStatus(runId, "INFERENCE");
  const run = (await work.find(runId))!;
  const respondents = listRespondents(run, job, ports);
  const opened = await ports.voices.open(job.scope.signal);
  try {
    // What paused an earlier attempt may be settled.
    await opened.voices.recheck(run.settings.model!);
    const model = opened.voices.onlyModel(run.settings.model!);
    // Its provider may be back soon.
    if (!model) throw new ModelError("unreachable", message("run-no-model"));
    await askWith({ model, placesOf: opened.voices.policies.run.places, respondents }, run, job, ports);
  } finally {
    await opened.close();
  }
  job.scope.signal.throwIfAborted();
}

async function askWith(
  {
    model,
    placesOf,
    respondents,
  }: Pick<Asking, "respondents"> & { model: RoutedModel; placesOf: CallPolicy["places"] },
  run: RunAtWork,
  job: RunJob,
  ports: RunPorts,
): Promise<void> {
  const answers = createAnswerWriter(run, job, ports.work);
  const intents = createIntentWriter(run, ports.work);
  const enough = new AbortController();
  const calls = new AbortController();
  const stop = followStop(job.scope.signal, enough, calls);
  const scope = { ...job.scope, subject: { runId: run.id } };
  try {
    const serves = servesOf(model.route);
    const ask = askModel(model, scope);
    const places = bulkhead(placesOf[serves], Number.POSITIVE_INFINITY);
    const sideBySide = sideBySideOf(serves, placesOf[serves], run.respondents);
    await askAll({ run, answers, intents, enough, calls: calls.signal, sideBySide, places, ask, respondents });
  } finally {
    stop.end();
    await answers.flush().finally(() => intents.withdrawFailed());
  }
}

/** The first problem stops all; it is thrown once calls in progress have ended. */
async function askAll(asking: Asking): Promise<void> {
  const { enough, respondents } = asking;
  let problem: unknown = null;
  const one = async (): Promise<void> => {
    // Of its own: each call listens to it, and a listener is searched for among all others.
    const signal = AbortSignal.any([asking.calls]);
    try {
      for (;;) {
        if (enough.signal.aborted) return;
        const { value, done } = await respondents.next();
        if (done || enough.signal.aborted) return;
        await interview(value, asking, signal);
      }
    } catch (error) {
      // It waited for a place while the run was stopped.
      if (error instanceof TaskCancelledError) return;
      problem ??= error;
      enough.abort(error);
    }
  };
  await Promise.all(Array.from({ length: asking.sideBySide }, one));
  if (problem !== null) throw problem;
}

/**
 * Respondents at a time. A machine's own model keeps what it has read of a few prompts only: with more of them than places,
 * each one's interview is read again for every question. A server is asked by so many that the last ones fill its places, too:
 * of 1,000 respondents 400 at a time leave half of 400 places empty at the end, 500 at a time do not.
 */
export function sideBySideOf(serves: keyof CallPolicy["places"], places: number, respondents: number): number {
  if (serves === "machine") return Math.min(places, respondents);
  return Math.ceil(respondents / Math.max(1, Math.floor(respondents / places)));
}

/** Reads the first ones at once. */
function listRespondents(run: RunAtWork, job: RunJob, ports: RunPorts): AsyncGenerator<Interviewee, void> {
  const read = (from: number) => {
    const part = from < run.respondents ? listInterviewees(run.id, { from, count: PART }, ports, job.scope) : null;
    // Whoever waits for it gets the problem.
    part?.catch(() => undefined);
    return part;
  };
  const parts = Array.from({ length: PARTS_AHEAD }, (_, index) => read(index * PART));
  async function* list() {
    for (let from = 0; from < run.respondents; from += PART) {
      const part = await parts.shift()!;
      parts.push(read(from + PARTS_AHEAD * PART));
      yield* part!;
    }
  }
  return list();
}

/** A respondent's repetitions follow each other: the provider still has the prefix of their prompts. */
async function interview(
  respondent: Interviewee,
  { run, answers, intents, ask, places, enough }: Asking,
  signal: AbortSignal,
): Promise<void> {
  const { settings, survey } = run;
  const { ordinal, arms, seed } = respondent;
  const description = describeRespondent(settings.method, respondent, settings.setIn);
  let drawn: string | null = null;
  for (let repeat = 0; repeat < settings.repeats; repeat++) {
    const known = respondent.known.filter((answer) => answer.repeat === repeat);
    const asked = { survey, settings, description, arms, seed, repeat, known };
    const steps = interviewRespondent(asked, {
      hashAfter,
      ask: async (request, probeId) => {
        const call = { respondent: ordinal, repeat, probeId };
        // What waits for a place is not about to be made: it has no intent.
        return await places.execute(async () => {
          if (ask.isPaid) await intents.intend(call);
          try {
            const reply = await ask.stream(request, signal);
            drawn = `${repeat} ${probeId}`;
            return reply;
          } catch (error) {
            // Its first draw is paid for: lost, not failed.
            if (drawn !== `${repeat} ${probeId}`) intents.fail(call);
            throw error;
          }
        }, enough.signal);
      },
    });
    for await (const answer of steps) {
      answers.add({ ...answer, respondent: ordinal });
      if (enough.signal.aborted) return;
      await answers.room();
    }
  }
}
