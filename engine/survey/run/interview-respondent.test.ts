import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ModelRequest } from "../../model/language-model.ts";
import { RunSettings } from "../../../schema/messages/run.ts";
import { describeRespondent } from "./describe-respondent.ts";
import { interviewRespondent, type Interview, type KnownAnswer, type NewAnswer } from "./interview-respondent.ts";
import { readProbabilities } from "./read-probabilities.ts";
import { hashAfter } from "../../../test/survey/whole-prompt.ts";

const SURVEY = {
  elements: [
    { type: "radiogroup", name: "news", title: "Where from?", choices: ["Paper", "Screen", "Nowhere"] },
    {
      type: "radiogroup",
      name: "paper",
      title: "Which one?",
      choices: ["Post", "Times"],
      visibleIf: "{news} = 'Paper'",
    },
    { type: "comment", name: "why", title: "Why?" },
  ],
};
const settings = (given: object = {}) => RunSettings.parse({ method: "alterity", size: 1, ...given });
const textOf = (request: ModelRequest): string =>
  "prompt" in request ? request.prompt : request.messages.map(({ content }) => content).join("\n\n");
const letterOf = (text: string, option: string) => new RegExp(String.raw`\((.)\) ${option}$`, "m").exec(text)?.[1];

/** Answers with one option wherever it stands, and says why. */
const faithful = (request: ModelRequest): string => {
  const block = textOf(request).split("Question:").at(-1)!;
  const letter = letterOf(block, "Paper") ?? letterOf(block, "Times");
  return letter ? `(${letter})` : "I like the smell.";
};

async function hold(
  given: Partial<Interview> & { answer?: (request: ModelRequest) => string } = {},
): Promise<{ answers: NewAnswer[]; requests: ModelRequest[] }> {
  const { answer = faithful, ...interview } = given;
  const requests: ModelRequest[] = [];
  const answers: NewAnswer[] = [];
  const asked = { survey: SURVEY, settings: settings(), description: "WHO", arms: {}, seed: 5, repeat: 0, known: [] };
  for await (const made of interviewRespondent(
    { ...asked, ...interview },
    {
      hashAfter,
      ask: async (request) => {
        requests.push(request);
        const tokens = { input: 10, cached: 2, output: 3 };
        return { text: answer(request), model: "a/b", tokens, costNano: 7 };
      },
    },
  ))
    answers.push(made);
  return { answers, requests };
}

describe("an interview", () => {
  test("S5 a letter with the text of another question's option is drawn again", async () => {
    const said = ["(A) Times", "(A)", "(A)", "So."];
    const { answers } = await hold({ answer: () => said.shift()! });
    expect(answers[0]).toMatchObject({ texts: ["(A) Times", "(A)"], verdict: "answered" });
  });

  test("S5 questions are asked in series, each with the respondent's own answers before it, by the survey's rules", async () => {
    const { answers, requests } = await hold();
    expect(answers.map(({ probeId, answer }) => [probeId, answer])).toEqual([
      ["news", "Paper"],
      ["paper", "Times"],
      ["why", "I like the smell."],
    ]);
    const last = textOf(requests[2]!);
    expect(last).toMatch(/WHO[^]*Where from\?[^]*\(.\) Paper[^]*Which one\?[^]*\(.\) Times[^]*Why\?/);
    expect(last).toContain("keeping in mind your previous answers");
  });

  test("S5 independent questions know nothing of each other, though rules do", async () => {
    const { answers, requests } = await hold({ settings: settings({ order: "independent" }) });
    expect(answers.map(({ probeId }) => probeId)).toEqual(["news", "paper", "why"]);
    expect(textOf(requests[2]!)).not.toContain("Where from?");
    expect(textOf(requests[2]!)).not.toContain("keeping in mind");
  });

  test("S5 a base model continues one text that ends where the answer begins", async () => {
    const { requests } = await hold({ settings: settings({ form: "completion" }) });
    expect(requests[1]).toMatchObject({ stop: ["\n", "Question:"], temperature: 1 });
    expect(textOf(requests[1]!)).toMatch(/Answer: \(.\) Paper\n\n[^]*Answer:$/);
  });

  test.each(["chat", "completion"] as const)("S6 an answer keeps the hash of all that was sent: %s", async (form) => {
    const { answers, requests } = await hold({ settings: settings({ form }) });
    const sent = requests.map((request) =>
      "prompt" in request
        ? request.prompt
        : request.messages.map(({ role, content }) => `${role}: ${content}`).join("\n\n"),
    );
    expect(answers.map(({ promptHash }) => promptHash)).toEqual(sent);
  });

  test("S5 what cannot be read is drawn again with another seed, up to the limit, and is not remembered", async () => {
    let tries = 0;
    const unsure = await hold({ answer: (request) => (tries++ < 2 ? "Hm." : faithful(request)) });
    expect(unsure.answers[0]).toMatchObject({ texts: ["Hm.", "Hm.", expect.stringMatching(/^\(.\)$/)], costNano: 21 });
    expect(new Set(unsure.requests.slice(0, 3).map(({ seed }) => seed)).size).toBe(3);
    const never = await hold({ answer: () => "Hm.", settings: settings({ resamples: 2 }) });
    expect(never.answers[0]).toMatchObject({ verdict: "unclear", answer: null, texts: ["Hm.", "Hm.", "Hm."] });
    expect(textOf(never.requests.at(-1)!)).not.toContain("Where from?");
    const cold = await hold({ answer: () => "Hm.", settings: settings({ temperature: 0 }) });
    expect(cold.answers[0]!.texts).toHaveLength(1);
    const shares = settings({ form: "completion", readOut: "log-probabilities" });
    const lettersOnly = await hold({ answer: () => "Hm.", settings: shares });
    expect(lettersOnly.answers[0]).toMatchObject({ verdict: "unclear", texts: ["Hm."] });
  });

  test("S5 a refusal is counted, not drawn again, and stays in the respondent's memory", async () => {
    const { answers, requests } = await hold({ answer: () => "I'd rather not say." });
    expect(answers[0]).toMatchObject({ verdict: "refused", answer: null, texts: ["I'd rather not say."] });
    expect(textOf(requests[1]!)).toContain("I'd rather not say.");
  });

  test("S6 an interview that was interrupted anywhere goes on with the same prompts, orders and seeds", async () => {
    const whole = await hold();
    for (let done = 0; done <= whole.answers.length; done++) {
      const known = whole.answers.slice(0, done) as KnownAnswer[];
      const rest = await hold({ known });
      expect(rest.answers).toEqual(whole.answers.slice(done));
      expect(rest.requests).toEqual(whole.requests.slice(done));
    }
  });

  test("S5 equal seeds ask alike; respondents and repetitions get other orders and seeds", async () => {
    expect(await hold()).toEqual(await hold());
    const orders = await Promise.all(
      Array.from({ length: 40 }, (_, seed) =>
        hold({ seed: seed * 7919 }).then(({ answers }) => answers[0]!.shown.join()),
      ),
    );
    expect(new Set(orders).size).toBe(6);
    const again = await hold({ repeat: 1 });
    expect(again.answers[0]!.seed).not.toBe((await hold()).answers[0]!.seed);
  });
});

describe("what is said of a respondent", () => {
  const traits = { age: ["25-34"], party: ["democrat"], "likes-films": ["very-much"] };
  const backstory = {
    setIn: "October 1996",
    answers: [{ theme: "life" as const, question: "Tell me your life.", answer: "I was born in Ohio." }],
  };

  test("S5 ALTERITY has the interview in questions and answers, then the traits in a drawn order", () => {
    const said = describeRespondent("alterity", { traits, seed: 1, backstory }, null);
    expect(said).toMatch(/^It is October 1996\.\n\nQuestion: Tell me your life\.\n\nAnswer: I was born in Ohio\./);
    expect(said).toContain("Question: How old are you?\n\nAnswer: 25 to 34 years");
    expect(said).toContain("Question: Likes films?\n\nAnswer: very much");
    const orders = Array.from({ length: 30 }, (_, seed) =>
      describeRespondent("alterity", { traits, seed, backstory }, null),
    );
    expect(new Set(orders).size).toBe(6);
  });

  test("S5 DEMOGRAPHIC_FORCING portrays a list of traits, SIMPLE_PERSONA is a biography in the first person", () => {
    const forced = describeRespondent("demographic-forcing", { traits, seed: 1, backstory: null }, "October 1996");
    expect(forced).toContain("It is October 1996.");
    expect(forced).toContain("- Age: 25 to 34 years");
    expect(forced).toContain("Portray this person");
    const bio = describeRespondent("simple-persona", { traits, seed: 1, backstory: null }, null);
    expect(bio).toContain("I am between 25 and 34 years old.");
    expect(bio).toContain("I think of myself as a Democrat.");
    expect(bio).not.toContain("Question");
    const either = describeRespondent(
      "simple-persona",
      { traits: { age: ["18-24", "25-34"] }, seed: 1, backstory: null },
      null,
    );
    expect(either).toBe("Age: 18 to 24 years, or 25 to 34 years.");
  });
});

describe("a read-out by log-probabilities", () => {
  const next = (top: Record<string, number>) => ({
    token: "A",
    logProbability: Math.log(top["A"] ?? 1e-9),
    top: Object.entries(top).map(([token, share]) => ({ token, logProbability: Math.log(share) })),
  });

  test("S5 a letter is the likelier of its tokens, and one that was not named gets no more than the least named one", () => {
    const read = readProbabilities(next({ A: 0.5, " A": 0.2, B: 0.2, x: 0.05 }), ["A", "B", "C"])!;
    // Left: 1 − 0.95, for C alone; less than B's 0.2.
    expect(read.shares.map((share) => Number(share.toFixed(4)))).toEqual([0.6667, 0.2667, 0.0667]);
    expect(read.otherShare).toBeCloseTo(0.25);
    expect(readProbabilities(next({ x: 0.9 }), ["B", "C"])).toBeNull();
    expect(readProbabilities(undefined, ["A"])).toBeNull();
  });

  test("S5 shares add up to 1, none is negative", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 2, maxLength: 8 }),
        (weights) => {
          const sum = weights.reduce((total, weight) => total + weight, 0);
          const letters = [..."ABCDEFGH"].slice(0, weights.length);
          const named = Object.fromEntries(letters.map((letter, place) => [letter, (0.9 * weights[place]!) / sum]));
          const { shares } = readProbabilities(next(named), letters)!;
          expect(shares.reduce((total, share) => total + share, 0)).toBeCloseTo(1);
          expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
