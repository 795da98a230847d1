import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CRITIC_CHECKS, type CriticCheck, type Interview } from "../../../schema/messages/interview.ts";
import { LIFE_QUESTIONS } from "../../../schema/rules/survey/life-questions.ts";
import { conductInterview, type InterviewEnd, type InterviewPlan, type InterviewPorts } from "./conduct-interview.ts";
import { readVerdict, writeCheckPrompt } from "./critic-prompts.ts";
import type { InterviewPrompt } from "./interview-prompts.ts";
import { findFlaw, tidyAnswer } from "./read-answer.ts";

const PLAN: InterviewPlan = { form: "completion", setIn: "October 1996", person: {}, mostDraws: 3, seed: 7 };

/** Fifty words, none of which another number has next to each other. */
const tell = (number: number) =>
  `I tell of ${Array.from({ length: 50 }, (_, word) => `w${number}x${word}`).join(" ")}.`;
/** Each check is recognised by words that only it has. */
const MARKS: Record<CriticCheck, string> = {
  contradiction: "cannot be true together",
  "third-party": "such as a reader, a reviewer",
  code: "contain program code",
  metadata: "belongs to a document",
  "new-question": "a question by the interviewer",
  nonsense: "unintelligible",
  "wrong-narrator": "not a human being",
};
const checkOf = (prompt: string) => CRITIC_CHECKS.find((check) => prompt.includes(MARKS[check]))!;

type Behaviour = {
  draw?: (count: number, prompt: InterviewPrompt) => { text: string; isCut: boolean } | null;
  judge?: (check: CriticCheck, prompt: string) => string | null;
};

/** Draws numbered answers, and accepts all, unless the behaviour says otherwise. */
function portsOf({ draw, judge }: Behaviour = {}) {
  const prompts: InterviewPrompt[] = [];
  const seeds: number[] = [];
  let asked = 0;
  const ports: InterviewPorts = {
    async draw(prompt, seed) {
      prompts.push(prompt);
      seeds.push(seed);
      return draw ? draw(prompts.length, prompt) : { text: tell(prompts.length), isCut: false };
    },
    async judge(prompt) {
      asked++;
      return judge ? judge(checkOf(prompt), prompt) : "No";
    },
  };
  return { ports, prompts, seeds, asked: () => asked };
}

async function conduct(ports: InterviewPorts, plan = PLAN, begun?: Interview) {
  const steps: Interview[] = [];
  const interview = conductInterview(plan, ports, begun);
  for (;;) {
    const step = await interview.next();
    if (step.done) return { steps, end: step.value as InterviewEnd, last: steps.at(-1)! };
    steps.push(step.value);
  }
}

describe("the interview", () => {
  test("S2 ten answers, each conditioned on those before, each checked by seven questions of its own", async () => {
    const { ports, prompts, asked } = portsOf();
    const { end, last, steps } = await conduct(ports);
    expect(end).toEqual({ type: "told" });
    expect(last.answers.map(({ theme }) => theme)).toEqual(LIFE_QUESTIONS.map(({ theme }) => theme));
    expect(steps).toHaveLength(10);
    expect(asked()).toBe(70);
    const lastPrompt = (prompts.at(-1) as { prompt: string }).prompt;
    for (const { question, answer } of last.answers.slice(0, -1))
      expect(lastPrompt).toContain(`Question: ${question}\nAnswer: ${answer}`);
    expect(lastPrompt).toMatch(/Answer:$/);
    expect(new Set(last.answers.map(({ promptHash }) => promptHash)).size).toBe(10);
    expect(last.answers.every(({ promptHash }) => /^[0-9a-f]{64}$/.test(promptHash))).toBe(true);
  });

  test("S2 a chat model is the person interviewed, in the talk so far; a wanted person is in every prompt", async () => {
    const person = { age: "25-34", party: "republican" };
    for (const form of ["chat", "completion"] as const) {
      const { ports, prompts } = portsOf();
      const { last } = await conduct(ports, { ...PLAN, form, person });
      for (const prompt of prompts) {
        expect(JSON.stringify(prompt)).toContain("age: 25 to 34 years; party: Republican");
        expect(JSON.stringify(prompt)).toContain("October 1996");
      }
      if (form === "completion") continue;
      const { messages } = prompts.at(-1) as { messages: { role: string; content: string }[] };
      expect(messages.map(({ role }) => role)).toEqual([
        "system",
        ...Array.from({ length: 9 }, () => ["user", "assistant"]).flat(),
        "user",
      ]);
      expect(messages[2]!.content).toBe(last.answers[0]!.answer);
    }
  });

  test.each(CRITIC_CHECKS)("S2 an answer that fails the check %s is drawn again, it alone", async (failed) => {
    let rejected = 0;
    const { ports, prompts, seeds } = portsOf({
      judge: (check, prompt) =>
        check === failed && prompt.includes("w3x") && !prompt.includes("w4x") && rejected++ === 0 ? "Yes: both" : "No",
    });
    const { end, last } = await conduct(ports);
    expect(end.type).toBe("told");
    expect(prompts).toHaveLength(11);
    expect(new Set(seeds).size).toBe(11);
    expect(prompts[3]).toEqual(prompts[2]);
    expect(last.rejections).toEqual([
      {
        theme: "people",
        reasons: [failed],
        answer: tell(3),
        named: failed === "contradiction" ? "both" : "",
      },
    ]);
    expect(last.answers[2]).toMatchObject({ theme: "people", answer: tell(4), draws: 2 });
    expect(JSON.stringify(prompts.slice(4))).not.toContain("w3x");
  });

  test("S2 after as many rejections as allowed the interview is set aside with its reason", async () => {
    const { ports, prompts } = portsOf({
      judge: (check, prompt) => (check === "wrong-narrator" && /w[2-9]x/.test(prompt) ? "Yes" : "No"),
    });
    const { end, last } = await conduct(ports);
    expect(prompts).toHaveLength(1 + PLAN.mostDraws);
    expect(last.answers).toHaveLength(1);
    expect(end).toMatchObject({ type: "set-aside", rejection: { theme: "crossroads", reasons: ["wrong-narrator"] } });
  });

  test.each([
    ["Maybe", "critic-unclear"],
    ["", "critic-unclear"],
    ["I cannot help with that.", "critic-unclear"],
    ["No. Possibly, though.", "critic-unclear"],
    [null, "critic-failed"],
  ])("S2 the critic fails closed: %j accepts nothing", async (reply, reason) => {
    const { ports } = portsOf({ judge: (check) => (check === "nonsense" ? reply : "No") });
    const { end, last } = await conduct(ports);
    expect(last.answers).toEqual([]);
    expect(last.rejections).toHaveLength(PLAN.mostDraws);
    expect(end).toMatchObject({ type: "set-aside", rejection: { theme: "life", reasons: [reason] } });
  });

  test("S2 no answer, one too short or one that repeats itself is rejected before a critic is asked", async () => {
    const loop = Array.from({ length: 12 }, () => "I went to the store again.").join(" ");
    const replies = [null, { text: "I am fine.", isCut: false }, { text: loop, isCut: false }];
    const { ports, asked } = portsOf({ draw: (count) => replies[count - 1]! });
    const { last } = await conduct(ports);
    expect(last.rejections.map(({ reasons }) => reasons)).toEqual([["no-answer"], ["too-short"], ["repeats-itself"]]);
    expect(asked()).toBe(0);
  });

  test("S2 what ends a call for good ends the interview where it is, and it is continued from there", async () => {
    const broken = portsOf({
      draw(count) {
        if (count === 5) throw new Error("over budget");
        return { text: tell(count), isCut: false };
      },
    });
    const steps: Interview[] = [];
    const ends = async () => {
      for await (const step of conductInterview(PLAN, broken.ports)) steps.push(step);
    };
    await expect(ends()).rejects.toThrow("over budget");
    const again = portsOf({ draw: (count) => ({ text: tell(100 + count), isCut: false }) });
    const { last, end } = await conduct(again.ports, PLAN, steps.at(-1));
    expect(end.type).toBe("told");
    expect(again.prompts).toHaveLength(6);
    expect(last.answers.slice(0, 4)).toEqual(steps.at(-1)!.answers);
  });

  test("S2 wherever it is broken off and continued, no answer is drawn twice, and none is lost", async () => {
    const isRejected = (check: CriticCheck, prompt: string) =>
      check === "code" && /<answer>\nI tell of w\d*[3]x/.test(prompt);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 6 }), async (breaks) => {
        const { ports, prompts } = portsOf({ judge: (check, prompt) => (isRejected(check, prompt) ? "Yes" : "No") });
        let begun: Interview | undefined;
        for (const length of breaks) {
          const interview = conductInterview(PLAN, ports, begun);
          for (let step = 0; step < length; step++) {
            const next = await interview.next();
            if (next.done) break;
            begun = next.value;
          }
          await interview.return({ type: "told" });
        }
        const { end } = await conduct(ports, PLAN, begun);
        expect(end.type).toBe("told");
        expect(prompts).toHaveLength(11);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the critic", () => {
  test("S2 each check says what is not meant by it; only the one for contradictions reads the earlier answers", () => {
    const told = [{ theme: "life" as const, question: "Q1", answer: "EARLIER", draws: 1, seed: 1, promptHash: "" }];
    for (const check of CRITIC_CHECKS) {
      const prompt = writeCheckPrompt(check, { told, question: "Q2", answer: "I </answer> am" });
      expect(checkOf(prompt)).toBe(check);
      expect(prompt.match(/^- /gm)!.length).toBeGreaterThan(1);
      expect(prompt.includes("EARLIER")).toBe(check === "contradiction");
      expect(prompt.split("</answer>")).toHaveLength(2);
    }
  });

  test.each([
    ["No", false],
    ["no.", false],
    ["**No**", false],
    ["No, it is told in the first person.", false],
    ["Yes", true],
    ["YES: born in 1950, and in 1961", true],
  ])("S2 %j is a verdict", (reply, isYes) => expect(readVerdict(reply)?.isYes).toBe(isYes));

  test.each(["", "Maybe", "Not really", "Nothing of the kind", "Yesterday", "No-one knows", "No; yes", "N/A"])(
    "S2 %j is none",
    (reply) => expect(readVerdict(reply)).toBeNull(),
  );

  test("S2 a contradiction is named", () =>
    expect(readVerdict("Yes: “I have no children” and “my son”.")?.named).toBe("“I have no children” and “my son”."));
});

describe("reading an answer", () => {
  test("S2 the interviewer's part and half a sentence are cut off", () => {
    expect(tidyAnswer(" I work. I sleep.\nQuestion: And then?\nAnswer: x", false)).toBe("I work. I sleep.");
    expect(tidyAnswer("I work. “I sleep.” And on Sun", true)).toBe("I work. “I sleep.”");
    expect(tidyAnswer("I work and", false)).toBe("I work and");
  });

  test("S2 an answer that says an earlier one again repeats itself; one that takes up a phrase does not", () => {
    expect(findFlaw(tell(1), [tell(2)])).toBeNull();
    expect(findFlaw(tell(1), [tell(1)])).toBe("repeats-itself");
    expect(findFlaw(`${tell(1)} ${tell(2).slice(0, 60)}`, [tell(2)])).toBeNull();
  });
});
