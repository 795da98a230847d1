import { expect, test } from "vitest";
import { ProbeQuestion, type ProbeValue } from "../../messages/session-probe.ts";
import { listSurveyProbes } from "./probe-from-survey.ts";
import { answersProbe, tallyProbe } from "./tally-probe.ts";

const option = (text: string) => ({ value: text, text });
const colours = ProbeQuestion.parse({ kind: "single", title: "Which?", options: [option("red"), option("blue")] });

test("C9 a probe is answered by what its question allows, and by nothing else", () => {
  const several: ProbeQuestion = { ...colours, kind: "multiple" };
  const age: ProbeQuestion = { ...colours, kind: "numeric", options: [], min: 18, max: 99 };
  const why: ProbeQuestion = { ...colours, kind: "open", options: [] };
  const cases: [ProbeQuestion, ProbeValue, boolean][] = [
    [colours, "red", true],
    [colours, "green", false],
    [colours, ["red"], false],
    [several, ["red", "blue"], true],
    [several, [], true],
    [several, ["red", "red"], false],
    [age, 18, true],
    [age, 17, false],
    [age, "18", false],
    [why, "Because.", true],
    [why, "", false],
  ];
  for (const [question, answer, isOne] of cases)
    expect(answersProbe(question, answer), `${question.kind} ${JSON.stringify(answer)}`).toBe(isOne);
});

test("C9 options that nobody chose have a bar too, and what is no answer is counted apart", () => {
  const given = (answer: ProbeValue) => ({ verdict: "answered" as const, answer });
  const none = (verdict: "refused" | "unclear" | "failed") => ({ verdict, answer: null });
  expect(tallyProbe(colours, [given("red"), given("red"), none("refused"), none("unclear"), none("failed")])).toEqual({
    answered: 2,
    refused: 1,
    missing: 2,
    bars: [
      { value: "red", text: "red", count: 2 },
      { value: "blue", text: "blue", count: 0 },
    ],
    texts: [],
  });
});

test("C9 of a survey all questions can be put that stand alone: each row of a matrix, no ranking, none that pipes an answer", () => {
  const model = {
    elements: [
      { type: "radiogroup", name: "news", title: "Where do you read the news?", choices: ["Paper", "Screen"] },
      { type: "matrix", name: "trust", title: "Trust", columns: ["low", "high"], rows: ["press", "radio"] },
      { type: "ranking", name: "order", choices: ["a", "b"] },
      { type: "comment", name: "why", title: "Why {news}?" },
      { type: "rating", name: "rate", title: "How good?", rateMax: 3 },
    ],
  };
  const probes = listSurveyProbes(model);
  expect(probes.map(({ id, question }) => [id, question.kind])).toEqual([
    ["news", "single"],
    ["trust.press", "scale"],
    ["trust.radio", "scale"],
    ["rate", "scale"],
  ]);
  expect(probes[1]!.question.title).toBe("Trust – press");
});
