/**
 * An interview whose questions wait for a batch (SPEC S6): as far as answers are known, and what has to be asked next. The
 * same questions, options and seeds as if each had been asked at once.
 */
import type { ModelRequest } from "../../model/language-model.ts";
import { isReferredTo } from "../../../schema/rules/survey/next-probe.ts";
import {
  interviewRespondent,
  type Interview,
  type InterviewPorts,
  type KnownAnswer,
  type NewAnswer,
} from "./interview-respondent.ts";

/** One request. `draw`: 0, or which further try it is. */
export type WaitingAsk = { probeId: string; draw: number; request: ModelRequest };

export type ReplayPorts = Pick<InterviewPorts, "hashAfter"> & {
  /** What came back; null: it has not been asked yet. */
  replyTo(ask: Omit<WaitingAsk, "request">): Awaited<ReturnType<InterviewPorts["ask"]>> | null;
};

/** @param interview its `known` answers at their positions, perhaps with gaps */
export async function replayInterview(
  interview: Interview,
  { hashAfter, replyTo }: ReplayPorts,
): Promise<{ answers: NewAnswer[]; asks: WaitingAsk[] }> {
  const known = [...interview.known];
  const answers: NewAnswer[] = [];
  const asks: WaitingAsk[] = [];
  for (;;) {
    let waiting: WaitingAsk | null = null;
    const draws = new Map<string, number>();
    const steps = interviewRespondent(
      { ...interview, known },
      {
        hashAfter,
        async ask(request, probeId) {
          const draw = draws.get(probeId) ?? 0;
          draws.set(probeId, draw + 1);
          const reply = replyTo({ probeId, draw });
          if (reply) return reply;
          waiting = { probeId, draw, request };
          throw new Waits();
        },
      },
    );
    try {
      for await (const answer of steps) {
        answers.push(answer);
        known[answer.position] = answer;
      }
    } catch (error) {
      if (!(error instanceof Waits)) throw error;
    }
    const asked = waiting as WaitingAsk | null;
    if (!asked) return { answers, asks };
    asks.push(asked);
    if (!mayLookPast(interview, asked.probeId)) return { answers, asks };
    known[firstGap(known)] = { ...UNANSWERED, probeId: asked.probeId };
  }
}

class Waits extends Error {}

/** In series, every answer is in the prompt of the next question; else only rules and texts may depend on it. */
const mayLookPast = ({ survey, settings }: Interview, probeId: string): boolean =>
  settings.order === "independent" && !isReferredTo(survey, probeId);

function firstGap(known: readonly (KnownAnswer | undefined)[]): number {
  const gap = known.findIndex((answer) => answer === undefined);
  return gap === -1 ? known.length : gap;
}

const UNANSWERED: Omit<KnownAnswer, "probeId"> = { shown: [], texts: [], verdict: "unclear", answer: null, model: "" };
