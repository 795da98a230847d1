import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextProbe, type Probe } from "../../../schema/rules/survey/next-probe.ts";
import { letterOf, writeProbeBlock } from "../probe/write-probe-block.ts";
import { optionTexts } from "./names-other-question.ts";
import { readAnswer, type ReadAnswer } from "./read-answer.ts";

const UNCLEAR = { verdict: "unclear" };
const REFUSED = { verdict: "refused" };
const answered = (answer: unknown) => ({ verdict: "answered", answer });

function probeOf(element: object): Probe {
  return nextProbe({ elements: [{ name: "q", title: "What do you think?", ...element }] }, {}, {})!;
}
function reader(element: object, pattern?: number[], language: "en" | "de" = "en"): (text: string) => ReadAnswer {
  const probe = probeOf(element);
  const block = writeProbeBlock({
    probe,
    pattern: pattern ?? probe.options.map((_, index) => index),
    isFirst: true,
    language,
  });
  return (text) => readAnswer(text, { probe, block, language });
}
const single = (...choices: string[]) => reader({ type: "radiogroup", choices });

const amount = single("None at all", "A little", "A great deal", "Not sure");
const party = single("Democrat", "Republican", "Independent");
const yesNo = reader({ type: "boolean" });

describe("the answer to a question with one option", () => {
  test.each([
    ["(C)", "A great deal"],
    ["(C) A great deal", "A great deal"],
    ["C) A great deal", "A great deal"],
    ["C. A great deal of it, to be honest", "A great deal"],
    ["C", "A great deal"],
    ["c", "A great deal"],
    ["**(C)** A great deal.", "A great deal"],
    ["Answer: (C)", "A great deal"],
    ["A great deal", "A great deal"],
    ["I would say a great deal.", "A great deal"],
    ["(A) None at all", "None at all"],
    ["Not sure", "Not sure"],
  ])("S5 %s is read", (text, value) => {
    expect(amount(text)).toEqual(answered(value));
  });

  test("S5 an option about others is answered by its own text; what is said beside it is not", () => {
    const whom = single("My family", "My friends", "Nobody");
    expect(whom("My family")).toEqual(answered("My family"));
    expect(whom("Mostly my friends.")).toEqual(answered("My friends"));
    expect(party("My wife votes Democrat")).toEqual(UNCLEAR);
    expect(party("My wife says I am a Democrat")).toEqual(answered("Democrat"));
  });

  test.each([
    ["nothing", ""],
    ["blanks", "  \n "],
    ["a letter without an option", "(F)"],
    ["two letters", "(A) or (B)"],
    ["two letters in one pair of brackets", "I might change it with (D or B)"],
    ["two letters with one mark", "It is A or B."],
    ["an option and a letter without one", "(C/F)"],
    ["a letter that differs from its text", "(A) A great deal"],
    ["a letter of its own that differs from its text", "A. A great deal"],
    ["all of the options", "(A) None at all\n(B) A little\n(C) A great deal"],
    ["a word that is a letter", "I like it"],
    ["an article that is a letter", "A lot"],
    ["two texts", "A little, maybe a great deal"],
    ["something else", "The weather was fine that year"],
  ])("S5 %s is no data", (_, text) => {
    expect(amount(text)).toEqual(UNCLEAR);
  });

  test("S5 what is denied, and what is said of others, is no data", () => {
    expect(party("I am not a Republican any more")).toEqual(UNCLEAR);
    expect(party("My wife votes Democrat")).toEqual(UNCLEAR);
    expect(party("I used to be a Democrat")).toEqual(UNCLEAR);
    expect(party("I am a Republican")).toEqual(answered("Republican"));
    expect(party("(A) Democrat, like my wife")).toEqual(answered("Democrat"));
  });

  test("S5 options whose texts contain each other are distinguished", () => {
    const likely = single("Likely", "Very likely", "Unlikely", "Very unlikely");
    expect(likely("Very likely")).toEqual(answered("Very likely"));
    expect(likely("Unlikely.")).toEqual(answered("Unlikely"));
    expect(likely("It is very unlikely")).toEqual(answered("Very unlikely"));
    const schooling = single("High school diploma", "No high school diploma");
    expect(schooling("No high school diploma")).toEqual(answered("No high school diploma"));
  });

  test("S5 yes and no are words of other meanings too", () => {
    expect(yesNo("Yes")).toEqual(answered(true));
    expect(yesNo("No, not at all.")).toEqual(UNCLEAR);
    expect(yesNo("(B) No, not at all.")).toEqual(answered(false));
    expect(yesNo("Yes, I do")).toEqual(answered(true));
    expect(yesNo("No opinion")).toEqual(UNCLEAR);
    expect(yesNo("I have no idea")).toEqual(UNCLEAR);
    expect(yesNo("Unknown")).toEqual(UNCLEAR);
  });

  test("S5 a rate is named by its number, by its letter, or by both where they agree", () => {
    const rate = reader({ type: "rating", rateMax: 3, minRateDescription: "never", maxRateDescription: "always" });
    expect(rate("3")).toEqual(answered(3));
    expect(rate("(C) 3 (always)")).toEqual(answered(3));
    expect(rate("(A) 3")).toEqual(UNCLEAR);
    expect(rate("2 of my friends said so")).toEqual(UNCLEAR);
  });

  test("S5 refusals are counted as such, a model that steps out of its part included", () => {
    for (const text of [
      "I'd rather not say.",
      "I prefer not to answer that.",
      "As an AI language model, I do not have opinions.",
      "I'm sorry, but I can't answer this question.",
      "That is none of your business.",
      "Dazu möchte ich nichts sagen. Keine Angabe.",
    ])
      expect(party(text), text).toEqual(REFUSED);
    expect(single("Yes", "Prefer not to say")("Prefer not to say")).toEqual(answered("Prefer not to say"));
  });

  test("S5 a letter means the option that was shown at its place, in any order", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 30 }).chain((count) =>
          fc.record({
            pattern: fc.shuffledSubarray(
              Array.from({ length: count }, (_, place) => place),
              { minLength: count },
            ),
            at: fc.nat(count - 1),
          }),
        ),
        ({ pattern, at }) => {
          const choices = pattern.map((_, place) => `Choice ${100 + place}`);
          const read = reader({ type: "radiogroup", choices }, pattern);
          const value = choices[pattern[at]!]!;
          expect(read(`(${letterOf(at)})`)).toEqual(answered(value));
          expect(read(`(${letterOf(at)}) ${value}`)).toEqual(answered(value));
          expect(read(value)).toEqual(answered(value));
          const other = choices[pattern[(at + 1) % pattern.length]!]!;
          expect(read(`(${letterOf(at)}) ${other}`)).toEqual(UNCLEAR);
        },
      ),
    );
  });

  test("S5 whatever is written, the answer is one of the options, or none", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const read = amount(text);
        if (read.verdict === "answered")
          expect(["None at all", "A little", "A great deal", "Not sure"]).toContain(read.answer);
      }),
    );
  });
});

describe("an answer with the text of another question's option", () => {
  const survey = {
    elements: [
      { type: "radiogroup", name: "how", title: "How?", choices: ["By bus", "Yes, by bike", "Never, or on foot"] },
      { type: "checkbox", name: "what", title: "What?", choices: ["Tea", "Coffee"] },
      { type: "boolean", name: "ok", title: "Is it?" },
      { type: "rating", name: "rate", title: "How good?", rateMax: 3 },
      {
        type: "radiogroup",
        name: "much",
        title: "How much?",
        choices: ["A little", "A great deal", "Don't know, really"],
      },
    ],
  };
  const surveyTexts = optionTexts(survey);
  const readerOf = (name: string) => {
    const probe = probeOf(survey.elements.find((element) => element.name === name)!);
    const block = writeProbeBlock({ probe, pattern: probe.options.map((_, at) => at), isFirst: true, language: "en" });
    return (text: string) => readAnswer(text, { probe, block, language: "en", surveyTexts });
  };

  test.each([
    ["how", "(A) A great deal"],
    ["how", "A. A great deal."],
    ["how", "(A) A great deal, I would say"],
    ["how", "(A) Don't know, really (it depends)"],
    ["how", "C) No"],
    ["how", "(A) 3"],
    ["what", "(A) Tea, (B) By bus"],
    ["ok", "(A) Tea"],
    ["rate", "(B) Coffee"],
  ])("S5 letter and text must agree: of %s, %s is no data", (name, text) => {
    expect(readerOf(name)(text)).toEqual(UNCLEAR);
  });

  test.each([
    ["how", "(A) By bus", "By bus"],
    ["how", "(A) It is quick, and a great deal cheaper", "By bus"],
    ["how", "(B) Yes", "Yes, by bike"],
    ["how", "(A)", "By bus"],
    ["how", "By bus", "By bus"],
    ["what", "(A) Tea and (B) Coffee", ["Tea", "Coffee"]],
    ["ok", "(A) Yes, tea", true],
    ["rate", "(B) 2", 2],
  ])("S5 of %s, %s is read as before", (name, text, value) => {
    expect(readerOf(name)(text)).toEqual(answered(value));
  });

  test("S5 whichever two questions a survey has, only the text of an option of the one asked agrees with a letter", () => {
    const words = fc.stringMatching(/^[A-Z][a-z]{4,9}( [a-z]{4,9}){0,2}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(words, { minLength: 4, maxLength: 12, selector: (text) => text.toLowerCase() }),
        fc.nat(100),
        fc.nat(100),
        (texts, one, other) => {
          const half = Math.ceil(texts.length / 2);
          const [asked, elsewhere] = [texts.slice(0, half), texts.slice(half)];
          const probe = probeOf({ type: "radiogroup", choices: asked });
          const pattern = probe.options.map((_, at) => at);
          const block = writeProbeBlock({ probe, pattern, isFirst: true, language: "en" });
          const all = optionTexts({
            elements: [asked, elsewhere].map((choices, at) => ({ type: "radiogroup", name: `q${at}`, choices })),
          });
          const read = (text: string) => readAnswer(text, { probe, block, language: "en", surveyTexts: all });
          const [place, foreign] = [one % asked.length, elsewhere[other % elsewhere.length]!];
          fc.pre(!asked[place]!.toLowerCase().startsWith(foreign.toLowerCase()));
          expect(read(`(${letterOf(place)}) ${asked[place]}`)).toEqual(answered(asked[place]));
          expect(read(`(${letterOf(place)}) ${foreign}`)).toEqual(UNCLEAR);
          expect(read(`${letterOf(place)}. ${foreign}.`)).toEqual(UNCLEAR);
        },
      ),
    );
  });
});

describe("the answer to other questions", () => {
  test("S5 several options are read by letter or by text, none of them included", () => {
    const several = reader({ type: "checkbox", choices: ["Tea", "Coffee", "Milk"] });
    expect(several("(A), (C)")).toEqual(answered(["Tea", "Milk"]));
    expect(several("A, C")).toEqual(answered(["Tea", "Milk"]));
    expect(several("A and B")).toEqual(answered(["Tea", "Coffee"]));
    expect(several("I like A, B and C.")).toEqual(answered(["Tea", "Coffee", "Milk"]));
    expect(several("Coffee, Milk")).toEqual(answered(["Coffee", "Milk"]));
    expect(several("(A) Tea, (B) Coffee")).toEqual(answered(["Tea", "Coffee"]));
    expect(several("(A) Tea, (B) Milk")).toEqual(UNCLEAR);
    expect(several("(A), (F)")).toEqual(UNCLEAR);
    expect(several("None")).toEqual(answered([]));
    expect(several("I like mornings")).toEqual(UNCLEAR);
  });

  test("S5 a ranking has every option once", () => {
    const ranking = reader({ type: "ranking", choices: ["Tea", "Coffee", "Milk"] });
    expect(ranking("(B), (A), (C)")).toEqual(answered(["Coffee", "Tea", "Milk"]));
    expect(ranking("B > A > C")).toEqual(answered(["Coffee", "Tea", "Milk"]));
    expect(ranking("1. (B) Coffee\n2. (A) Tea\n3. (C) Milk")).toEqual(answered(["Coffee", "Tea", "Milk"]));
    expect(ranking("Milk, Tea, Coffee")).toEqual(answered(["Milk", "Tea", "Coffee"]));
    expect(ranking("(B), (A)")).toEqual(UNCLEAR);
  });

  test("S5 a number stands alone and within its range", () => {
    const number = reader({ type: "text", inputType: "number", min: 0, max: 2000 });
    expect(number("About 1,200 miles")).toEqual(answered(1200));
    expect(number("12.5")).toEqual(answered(12.5));
    expect(number("10-20")).toEqual(UNCLEAR);
    expect(number("10 or 20")).toEqual(UNCLEAR);
    expect(number("5000")).toEqual(UNCLEAR);
    expect(number("-3")).toEqual(UNCLEAR);
    expect(number("many")).toEqual(UNCLEAR);
    expect(number("I'd rather not say")).toEqual(REFUSED);
    const german = reader({ type: "text", inputType: "number" }, [], "de");
    expect(german("1.200,5 Kilometer")).toEqual(answered(1200.5));
  });

  test("S5 an open answer is kept as written, unless it is empty, a refusal or the question said back", () => {
    const open = reader({ type: "comment" });
    expect(open("Because it is quick.")).toEqual(answered("Because it is quick."));
    expect(open("What do you think?")).toEqual(UNCLEAR);
    expect(open("…")).toEqual(UNCLEAR);
    expect(open("As an AI, I have no view.")).toEqual(REFUSED);
  });
});
