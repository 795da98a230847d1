import fc from "fast-check";
import { expect, test } from "vitest";
import { RunSettings } from "../../../schema/messages/run.ts";
import { countRounds } from "../../../schema/rules/survey/count-rounds.ts";
import type { ModelRequest } from "../../model/language-model.ts";
import { interviewRespondent, type AskedModel, type Interview, type NewAnswer } from "./interview-respondent.ts";
import { replayInterview } from "./replay-interview.ts";
import { hashAfter } from "../../../test/survey/whole-prompt.ts";

const RULED = {
  elements: [
    { type: "radiogroup", name: "news", title: "Where from?", choices: ["Paper", "Screen", "Nowhere"] },
    { type: "boolean", name: "car", title: "A car?" },
    { type: "radiogroup", name: "paper", title: "Which?", choices: ["Post", "Times"], visibleIf: "{news} = 'Paper'" },
    { type: "comment", name: "why", title: "Why {news}?" },
    { type: "rating", name: "trust", title: "How much?", rateMax: 5 },
  ],
};
const PLAIN = { elements: RULED.elements.filter(({ name }) => name !== "paper" && name !== "why") };

/** Any of the letters, sometimes what cannot be read, depending on nothing but the request. */
function say(request: ModelRequest, noise: number): AskedModel {
  const text = "prompt" in request ? request.prompt : request.messages.at(-1)!.content;
  const random = ((request.seed! % 977) + text.length * noise) % 10;
  const said = random < 3 ? "(A) or (B)" : random < 4 ? "I'd rather not say." : `(${"ABC"[random % 3]})`;
  const tokens = { input: text.length, cached: 0, output: 1 };
  return { text: said, model: "a/b", tokens, costNano: random };
}

async function hold(interview: Interview, noise: number): Promise<NewAnswer[]> {
  const answers: NewAnswer[] = [];
  const ask = async (request: ModelRequest) => say(request, noise);
  for await (const answer of interviewRespondent(interview, { hashAfter, ask })) answers.push(answer);
  return answers;
}

/** As a run by batches does: asks in rounds, and keeps what is complete. */
async function holdInRounds(interview: Interview, noise: number) {
  const replies = new Map<string, AskedModel>();
  const known: NewAnswer[] = [];
  let rounds = 0;
  for (;;) {
    const replyTo = ({ probeId, draw }: { probeId: string; draw: number }) => replies.get(`${probeId} ${draw}`) ?? null;
    const { answers, asks } = await replayInterview({ ...interview, known }, { hashAfter, replyTo });
    for (const answer of answers) known[answer.position] = answer;
    if (asks.length === 0) return { answers: known, rounds, asked: replies.size };
    rounds += 1;
    for (const { probeId, draw, request } of asks) {
      expect(replies.has(`${probeId} ${draw}`)).toBe(false);
      replies.set(`${probeId} ${draw}`, say(request, noise));
    }
  }
}

test("S6 an interview in rounds has the answers of one whose questions are asked at once: same prompts, options, seeds and draws", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(RULED, PLAIN),
      fc.constantFrom("series", "independent"),
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 2 }),
      async (survey, order, seed, noise, repeat) => {
        const settings = RunSettings.parse({ method: "alterity", size: 1, order, repeats: 3 });
        const interview = { survey, settings, description: "WHO", arms: {}, seed, repeat, known: [] };
        const live = await hold(interview, noise);
        const { answers, rounds, asked } = await holdInRounds(interview, noise);
        expect(answers).toEqual(live);
        const draws = live.map(({ texts }) => texts.length);
        expect(asked).toBe(draws.reduce((sum, count) => sum + count, 0));
        const drawnAgain = draws.reduce((sum, count) => sum + count - 1, 0);
        expect(rounds).toBeLessThanOrEqual(countRounds(survey, settings.order) + drawnAgain);
      },
    ),
  );
});

test("S6 in series there are as many rounds as questions; each by itself, one, and one more after each that others refer to", () => {
  expect(countRounds(RULED, "series")).toBe(5);
  expect(countRounds(RULED, "independent")).toBe(2);
  expect(countRounds(PLAIN, "independent")).toBe(1);
});
