import { expect, test } from "vitest";
import { buildPersona } from "../../test/minds/test-circle.ts";
import type { HeldTurn, Talk } from "../talk/talk.ts";
import { measureAnswers } from "./measure-answers.ts";
import { disagrees, measureDisagreement } from "./measure-disagreement.ts";
import { measureEchoes } from "./measure-echoes.ts";
import { measureOpenings, measureRepeats } from "./measure-repeats.ts";
import { measureAddressed } from "./measure-turns.ts";
import { measureGuesses } from "./measure-voices.ts";
import { meaningOfWords } from "./meaning.ts";

const ada = buildPersona({
  name: "Ada Lind",
  demographics: { occupation: "baker" },
  background: { expertise: ["bread", "ovens"] },
  backstory: "I knead dough at three every morning.",
});
const tom = buildPersona({
  name: "Tom Ray",
  demographics: { occupation: "sailor" },
  background: { expertise: ["boats", "tides"] },
  backstory: "I was born on a boat.",
});
const prompt = [{ role: "system", content: "You are Ada Lind.\nSpeak as yourself, in one or two short sentences." }];

const talkOf = (topic: string, ...lines: string[]): Talk => ({
  topic,
  personas: [ada, tom],
  calls: [],
  turns: lines.map((line): HeldTurn => {
    const [, name = "", text = ""] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    const persona = [ada, tom].find((one) => one.name.startsWith(name));
    return {
      speakerId: persona?.id ?? "sam",
      speakerName: persona?.name ?? name,
      speakerKind: persona ? "persona" : "person",
      text,
      status: "finished",
      firstWordMs: null,
      prompt: persona ? prompt : [],
      raw: [],
    };
  }),
});

test("M7 a question counts as answered by what answers it, not by what says it back or talks past it", async () => {
  const answered = async (reply: string) => {
    const talk = talkOf("bread", "Sam: How hot is the oven for bread?", `Ada: ${reply}`, "Tom: I like ships.");
    return (await measureAnswers([talk], meaningOfWords()))[0]!.value;
  };
  expect(await answered("The oven is hot at two hundred degrees; bread needs that.")).toBe(1);
  expect(await answered("“How hot is the oven for bread?” I keep coming back to it.")).toBe(0);
  expect(await answered("Friends matter most in life.")).toBe(0);
  const silent = talkOf("bread", "Sam: How hot is the oven?", "Sam: Hello?");
  expect((await measureAnswers([silent], meaningOfWords()))[0]!.value).toBe(0);
  const swapped = talkOf(
    "bread",
    "Sam: How hot is the oven?",
    "Ada: The oven is hot.",
    "Sam: Who buys rye?",
    "Ada: The town buys rye.",
  );
  expect((await measureAnswers([swapped], meaningOfWords())).map(({ value }) => value)).toEqual([1, 0]);
});

test("M7 a sentence said twice is found, whoever said it first", () => {
  const talk = talkOf(
    "bread",
    "Ada: Rye needs a long night. Yes.",
    "Tom: So I say: rye needs a long night. Yes.",
    "Tom: Rye needs a long night!",
  );
  expect(measureRepeats([talk])).toMatchObject({ value: 1, over: 3 });
});

test("M7 turns that begin alike are counted within one talk", () => {
  const talk = talkOf("bread", "Ada: As a baker, I bake.", "Tom: As a baker, she bakes.", "Ada: As a rule, no.");
  expect(measureOpenings([talk, talk]).value).toBeCloseTo(1 / 3);
});

test("M7 instructions and marks are echoes, the persona's life and earlier words are none", () => {
  const echoes = (reply: string) =>
    measureEchoes([talkOf("bread", "Sam: I speak as yourself in one boat.", `Ada: ${reply}`)]).value;
  expect(echoes("I speak as yourself, in one or two short sentences.")).toBe(1);
  expect(echoes('<said by="Sam">Hello')).toBe(1);
  expect(echoes("I knead dough at three every morning.")).toBe(0);
  expect(echoes("You speak as yourself in one boat.")).toBe(0);
});

test.each([
  ["I disagree, Tom.", true],
  ["That is not how ovens work.", true],
  ["No, the tide is late.", true],
  ["I'd rather wait.", true],
  ["I agree, but slowly.", false],
  ["We bake at night; however, it is warm.", false],
  ["There is no rain today.", false],
])("M7 disagreement is what says so: %s", (text, expected) => expect(disagrees(text)).toBe(expected));

test("M7 a talk without disagreement is named", () => {
  const [talks] = measureDisagreement([talkOf("bread", "Ada: I doubt it."), talkOf("boats", "Tom: Yes.")]);
  expect(talks).toMatchObject({ value: 0.5, examples: [{ talk: "boats" }] });
});

test("M7 a speaker is guessed by what is said, not by a name in it", async () => {
  const talk = talkOf(
    "food",
    "Ada: Bread and ovens, Tom, that is all I know.",
    "Tom: Boats and tides, Ada.",
    "Tom: Ovens need bread.",
  );
  const figure = await measureGuesses([talk], meaningOfWords());
  expect(figure.value).toBeCloseTo(2 / 3);
  expect(figure.examples).toMatchObject([{ note: "Tom Ray; guessed Ada Lind" }]);
});

test("M6 whoever was asked by name and did not speak next is found", () => {
  const talk = talkOf("food", "Sam: Ada, what is rye?", "Ada: Tom, what do you say?", "Ada: Hm.");
  expect(measureAddressed([talk])).toMatchObject({ value: 0.5, over: 2 });
});
