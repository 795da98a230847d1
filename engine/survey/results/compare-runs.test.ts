import { expect, test } from "vitest";
import { listProbes } from "../../../schema/rules/survey/list-probes.ts";
import { compareRuns, type ComparedRun } from "./compare-runs.ts";
import type { ResultAnswer, ResultRespondent } from "./results-input.ts";

const PROBES = listProbes({
  elements: [
    { type: "rating", name: "trust", title: "Trust?", rateMax: 5 },
    { type: "boolean", name: "car", title: "A car?" },
    { type: "radiogroup", name: "news", title: "News?", choices: ["Paper", "Screen", "Nowhere"] },
    { type: "text", inputType: "number", name: "miles", title: "Miles?" },
    { type: "comment", name: "why", title: "Why?" },
  ],
});
const PARTIES = ["democrat", "republican"];
const respondentOf = (
  ordinal: number,
  backstoryId: string | null,
  party = PARTIES[ordinal % 2]!,
): ResultRespondent => ({
  ordinal,
  backstoryId,
  weight: 1,
  rakingWeight: 1,
  traits: { party: [party] },
  arms: {},
});
const answerOf = (respondent: number, probeId: string, answer: ResultAnswer["answer"]): ResultAnswer => ({
  respondent,
  probeId,
  repeat: 0,
  shown: [],
  verdict: "answered",
  answer,
  model: "test/model",
  text: "",
});
/** @param answers by probe, of each respondent in turn; null: none */
function runOf(runId: string, respondents: ResultRespondent[], answers: Record<string, unknown[]>): ComparedRun {
  const given = Object.entries(answers).flatMap(([probeId, list]) =>
    list.flatMap((answer, place) =>
      answer === null ? [] : answerOf(respondents[place]!.ordinal, probeId, answer as ResultAnswer["answer"]),
    ),
  );
  return { runId, probes: PROBES, respondents, answers: given };
}
const PANEL = Array.from({ length: 8 }, (_, ordinal) => respondentOf(ordinal, `b${ordinal}`));
const find = (changes: ReturnType<typeof compareRuns>, probe: string) =>
  changes.questions.find((question) => question.probe === probe)!;

test("S7 two runs of the same respondents are paired by backstory and person wanted, in whatever order they were asked", () => {
  const before = runOf("one", PANEL, { trust: [1, 2, 3, 4, 1, 2, 3, 4] });
  // The other way round, with other numbers; each trusts a little more.
  const later = PANEL.toReversed().map((respondent, ordinal) => ({ ...respondent, ordinal }));
  const after = runOf("two", later, { trust: [5, 4, 3, 2, 5, 4, 3, 2] });
  const changes = compareRuns(before, after, 1);
  expect(changes).toMatchObject({ before: "one", after: "two", pairs: 8, respondents: { before: 8, after: 8 } });
  const { both, differences, effects, tests } = find(changes, "trust");
  expect(both).toBe(8);
  expect(differences).toMatchObject([{ id: "mean-difference", value: 1, low: 1, high: 1 }]);
  expect(effects.map(({ id }) => id)).toEqual(["cohens-d-paired", "rank-biserial"]);
  expect(tests.map(({ id }) => id)).toEqual([
    "paired-t",
    "wilcoxon-signed-rank",
    "sign",
    "permutation",
    "stuart-maxwell",
  ]);
  expect(compareRuns(before, after, 1)).toEqual(changes);
});

test("S7 who stands for another person, is in one run only, or has no backstory is not paired", () => {
  const after = [
    respondentOf(0, "b0"),
    respondentOf(1, "b1", "democrat"),
    respondentOf(2, "new"),
    ...PANEL.slice(3, 5),
  ];
  const changes = compareRuns(runOf("one", PANEL, {}), runOf("two", after, {}), 1);
  expect(changes).toMatchObject({ pairs: 3, respondents: { before: 8, after: 5 } });
  const described = [respondentOf(0, null), respondentOf(1, null)];
  const alike = compareRuns(runOf("one", described, { trust: [1, 2] }), runOf("two", described, { trust: [1, 2] }), 1);
  expect(alike).toMatchObject({ pairs: 0, questions: [] });
});

test("S7 a backstory that was used twice is paired as often as both runs have it, and breaks independence", () => {
  const twice = [respondentOf(0, "b"), respondentOf(2, "b"), respondentOf(4, "b")];
  const changes = compareRuns(
    runOf("one", twice, { trust: [1, 2, 3] }),
    runOf("two", twice.slice(0, 2), { trust: [2, 3] }),
    1,
  );
  expect(changes.pairs).toBe(2);
  const [test_] = find(changes, "trust").tests;
  expect(test_!.assumptions).toContainEqual(expect.objectContaining({ code: "assume-independent", holds: false }));
});

test("S7 each question has the test that suits it, its p adjusted by Holm over all questions; the other tests have none", () => {
  const before = runOf("one", PANEL, {
    trust: [1, 2, 3, 4, 1, 2, 3, 4],
    car: Array(8).fill(false),
    news: [...Array(4).fill("Paper"), ...Array(4).fill("Screen")],
    miles: [1, 2, 3, 4, 5, 6, 7, 8],
    why: Array(8).fill("because"),
  });
  const after = runOf("two", PANEL, {
    trust: [2, 3, 4, 5, 2, 3, 4, 5],
    car: [true, true, true, true, true, true, false, null],
    news: Array(8).fill("Nowhere"),
    miles: [2, 3, 4, 5, 6, 7, 8, 100],
    why: Array(8).fill("because"),
  });
  const changes = compareRuns(before, after, 1);
  expect(changes.questions.map(({ probe }) => probe)).toEqual(["trust", "car", "news", "miles"]);
  expect(find(changes, "car")).toMatchObject({
    both: 7,
    effects: expect.arrayContaining([expect.objectContaining({ id: "odds-ratio" })]),
  });
  const deciding = changes.questions.map(({ tests }) => tests.filter(({ adjustedP }) => adjustedP !== null));
  expect(deciding.map((tests) => tests.map(({ id }) => id))).toEqual([
    ["wilcoxon-signed-rank"],
    ["mcnemar-exact"],
    ["stuart-maxwell"],
    ["wilcoxon-signed-rank"],
  ]);
  const [least] = deciding.flat().toSorted((one, other) => one.p! - other.p!);
  expect(least!.adjustedP).toBeCloseTo(Math.min(1, least!.p! * 4), 12);
  expect(changes.questions.flatMap(({ tests }) => tests).some(({ isPlanned }) => isPlanned)).toBe(false);
});

test("S7 questions of another wording or other options are not compared", () => {
  const before = runOf("one", PANEL, { trust: [1, 2, 3, 4, 1, 2, 3, 4], car: Array(8).fill(true) });
  const probes = PROBES.map((probe) => (probe.id === "trust" ? { ...probe, title: "Still?" } : probe));
  expect(compareRuns(before, { ...before, probes }, 1).questions.map(({ probe }) => probe)).toEqual([
    "car",
    "news",
    "miles",
  ]);
});
