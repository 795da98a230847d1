import { expect, test } from "vitest";
import type { OptionResult, ProbeResult } from "../../../messages/run-results.ts";
import { alignProbes } from "./align-probes.ts";

const vote = probe({ id: "q1", title: "Whom would you vote for?", answers: ["Ann", "Bob"] });

test("S7 the same question of two runs stands side by side", () => {
  const again = structuredClone(vote);
  expect(alignProbes([[vote], [again]]).map(({ probes }) => probes)).toEqual([[vote, again]]);
});

test.each([
  ["title", { title: "Whom did you vote for?" }],
  ["kind", { kind: "multiple" as const }],
  ["words of an answer", { options: options(["Ann", "Robert"]) }],
  ["bins", { options: options(["Ann", "Bob", "Cid"]) }],
])("S7 questions of two surveys with the same id, but another %s, stand apart", (_, other) => {
  const unlike = { ...vote, ...other };
  expect(alignProbes([[vote], [unlike]]).map(({ probes }) => probes)).toEqual([
    [vote, undefined],
    [undefined, unlike],
  ]);
});

test("S7 open questions have no chart to compare", () => {
  expect(alignProbes([[{ ...vote, kind: "open", options: [] }]])).toEqual([]);
});

function options(answers: string[]): OptionResult[] {
  return answers.map((text, place) => ({
    value: place,
    text,
    count: 1,
    share: { id: "share", value: 0.5, low: null, high: null, n: 2 },
    weightedShare: null,
    meanRank: null,
    baseline: null,
  }));
}

function probe({ id, title, answers }: { id: string; title: string; answers: string[] }): ProbeResult {
  return {
    id,
    question: id,
    kind: "single",
    title,
    isOrdinal: false,
    asked: 2,
    answered: 2,
    refused: 0,
    unclear: 0,
    failed: 0,
    respondents: 2,
    figures: [],
    weightedFigures: [],
    options: options(answers),
    positions: [],
    baseline: null,
    distances: [],
    variance: [],
    subgroups: [],
    themes: [],
    isPlanned: false,
  };
}
