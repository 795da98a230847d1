/**
 * A life interview (SPEC S2, after the published method): each answer is conditioned on those before, and checked by a
 * critic; only one that is rejected is drawn again. The critic fails closed: an answer is kept only when every check
 * was answered with "No".
 */
import { hash } from "node:crypto";
import {
  CRITIC_CHECKS,
  type AcceptedAnswer,
  type Interview,
  type InterviewForm,
  type Rejection,
  type RejectionReason,
} from "../../../schema/messages/interview.ts";
import { LIFE_QUESTIONS } from "../../../schema/rules/survey/life-questions.ts";
import { seededHash } from "../../model/rehearsal/seeded-hash.ts";
import { readVerdict, writeCheckPrompt, type Examined } from "./critic-prompts.ts";
import { writeInterviewPrompt, type Interviewee, type InterviewPrompt } from "./interview-prompts.ts";
import { findFlaw, tidyAnswer } from "./read-answer.ts";

export type InterviewPlan = Interviewee & {
  form: InterviewForm;
  /** Draws of one answer before the interview is given up. */
  mostDraws: number;
  seed: number;
};

export type InterviewPorts = {
  /**
   * Draws an answer at temperature 1. Null when none came, for a reason that lies with this call (a time-out, a filter).
   * @throws what ends the interview for now: it is continued from where it is
   */
  draw(prompt: InterviewPrompt, seed: number): Promise<{ text: string; isCut: boolean } | null>;
  /** The critic's reply; null and errors likewise. */
  judge(prompt: string): Promise<string | null>;
};

export type InterviewEnd = { type: "told" } | { type: "set-aside"; rejection: Rejection };

const NOTHING_ASKED: Interview = { answers: [], rejections: [] };
const KEPT_LETTERS = 600;

/**
 * Yields what the interview has come to after each draw, to be stored before the next one.
 * @param begun as yielded last, to continue from
 */
export async function* conductInterview(
  plan: InterviewPlan,
  ports: InterviewPorts,
  begun: Interview = NOTHING_ASKED,
): AsyncGenerator<Interview, InterviewEnd> {
  let { answers, rejections } = begun;
  for (const { theme, question } of LIFE_QUESTIONS.slice(answers.length)) {
    for (;;) {
      const before = rejections.filter((each) => each.theme === theme);
      if (before.length >= plan.mostDraws) return { type: "set-aside", rejection: before.at(-1)! };
      const draws = before.length + 1;
      const seed = seededHash(`${theme} ${draws}`, plan.seed) % 2 ** 31;
      const prompt = writeInterviewPrompt(plan.form, plan, answers, question);
      const drawn = await ports.draw(prompt, seed);
      const answer = drawn ? tidyAnswer(drawn.text, drawn.isCut) : "";
      const found = drawn
        ? await examine({ told: answers, question, answer }, ports)
        : { reasons: ["no-answer" as const], named: "" };
      if (found.reasons.length === 0) {
        const promptHash = hash("sha256", JSON.stringify(prompt));
        answers = [...answers, { theme, question, answer, draws, seed, promptHash } satisfies AcceptedAnswer];
      } else rejections = [...rejections, { theme, answer: answer.slice(0, KEPT_LETTERS), ...found }];
      yield { answers, rejections };
      if (found.reasons.length === 0) break;
    }
  }
  return { type: "told" };
}

/** @returns no reasons when it is accepted */
async function examine(
  examined: Examined,
  { judge }: Pick<InterviewPorts, "judge">,
): Promise<{ reasons: RejectionReason[]; named: string }> {
  const earlier = examined.told.map(({ answer }) => answer);
  const flaw = findFlaw(examined.answer, earlier);
  if (flaw) return { reasons: [flaw], named: "" };
  const verdicts = await Promise.all(
    CRITIC_CHECKS.map(async (check) => {
      const reply = await judge(writeCheckPrompt(check, examined));
      if (reply === null) return { reason: "critic-failed" as const, named: "" };
      const verdict = readVerdict(reply);
      if (!verdict) return { reason: "critic-unclear" as const, named: "" };
      return { reason: verdict.isYes ? check : null, named: check === "contradiction" ? verdict.named : "" };
    }),
  );
  const reasons = verdicts.flatMap(({ reason }) => (reason === null ? [] : [reason]));
  return { reasons: [...new Set(reasons)], named: verdicts.map(({ named }) => named).join("") };
}
