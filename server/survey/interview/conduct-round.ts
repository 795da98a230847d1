/** A round of life interviews, several at a time; each draw is stored before the next (SPEC S2, O7). */
import { hash } from "node:crypto";
import { seededHash } from "../../../engine/model/rehearsal/seeded-hash.ts";
import { conductInterview } from "../../../engine/survey/interview/conduct-interview.ts";
import { writeCheckPrompt } from "../../../engine/survey/interview/critic-prompts.ts";
import { CRITIC_CHECKS, type Interview, type WantedPeople } from "../../../schema/messages/interview.ts";
import { LIFE_QUESTIONS } from "../../../schema/rules/survey/life-questions.ts";
import type { JobStep, RunningJob } from "../../jobs/define-job.ts";
import { openInterviewPorts, type InterviewModels } from "./interview-calls.ts";
import type { BegunInterview, RoundRow } from "./interview.store.ts";
import { keepBackstoryIn, keepDrawIn, limitCostIn, setAsideIn, type Sitting } from "./keep-interview.store.ts";

/** More would wait for a place at the model. */
const INTERVIEWS_AT_A_TIME = 8;

/** Of the wording of all checks. */
const CRITIC_HASH = hash(
  "sha256",
  CRITIC_CHECKS.map((check) => writeCheckPrompt(check, { told: [], question: "", answer: "" })).join("\n"),
);

type Job = Pick<RunningJob<object, { ended: number }>, "scope" | "save">;
type Write = (em: Parameters<JobStep<unknown>>[0]) => Promise<unknown>;

export const countWanted = (people: WantedPeople): number => people.reduce((sum, each) => sum + each.count, 0);

/** @throws ModelError and others that end the round for now */
export async function conductRound(
  { scope, save }: Job,
  round: RoundRow,
  begun: readonly BegunInterview[],
  voices: InterviewModels,
): Promise<void> {
  const people = round.wish.people.flatMap(({ person, count }) => Array.from({ length: count }, () => person));
  const interviews = new Map(begun.map((each) => [each.place, each]));
  const failing = new AbortController();
  const ports = openInterviewPorts(voices, round, {
    ...scope,
    subject: { runId: round.id },
    signal: AbortSignal.any([scope.signal, failing.signal]),
  });

  const keep = (write: Write, isProgress = true) =>
    save(async (em) => {
      await write(em);
      const each = [...interviews.values()];
      const isEnded = ({ status }: BegunInterview) => status !== "open";
      // One that was set aside counts as a whole: nothing of it is left to do.
      const done = each.reduce((sum, one) => sum + (isEnded(one) ? LIFE_QUESTIONS.length : one.answers.length), 0);
      const progress = { done, total: people.length * LIFE_QUESTIONS.length };
      return { checkpoint: { ended: each.filter(isEnded).length }, progress, isProgress };
    });

  async function conduct(place: number): Promise<void> {
    const person = people[place]!;
    const seed = seededHash(`${place}`, round.wish.seed);
    const sitting: Sitting = { round, workspaceId: scope.workspaceId, place, person, seed };
    const { setIn, mostDraws } = round.wish;
    let interview: Interview = interviews.get(place) ?? { answers: [], rejections: [] };
    const steps = conductInterview({ setIn, person, mostDraws, form: round.form, seed }, ports, interview);
    for (;;) {
      const step = await steps.next();
      if (step.done) {
        const end = step.value;
        interviews.set(place, { ...interview, place, status: end.type });
        return keep((em) =>
          end.type === "told"
            ? keepBackstoryIn(em, sitting, interview, CRITIC_HASH)
            : setAsideIn(em, sitting, { reasons: end.rejection.reasons, nearest: null }),
        );
      }
      interview = step.value;
      interviews.set(place, { ...interview, place, status: "open" });
      await keep((em) => keepDrawIn(em, sitting, interview));
    }
  }

  await keep((em) => limitCostIn(em, scope.workspaceId, round), false);
  const waiting = [...people.keys()].filter((place) => (interviews.get(place)?.status ?? "open") === "open");
  const conductEach = async () => {
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) await conduct(place);
  };
  // One that fails stops the others; none works on once the job has ended.
  await Promise.all(
    Array.from({ length: INTERVIEWS_AT_A_TIME }, () => conductEach().catch((error: unknown) => failing.abort(error))),
  );
  failing.signal.throwIfAborted();
}
