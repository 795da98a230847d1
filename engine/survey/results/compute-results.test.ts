import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnalysisPlan } from "../../../schema/messages/analysis-plan.ts";
import { RunResults, type ProbeResult } from "../../../schema/messages/run-results.ts";
import { FIGURES } from "../../../schema/rules/survey/figures/figures.ts";
import { groupTestsOf, pairTestsOf } from "../../../schema/rules/survey/plan/comparable.ts";
import { computeResults } from "./compute-results.ts";
import { comparePairs } from "./compare-pairs.ts";
import { crossProbes } from "./cross-probes.ts";
import { encodeAnswers } from "./answer-column.ts";
import { hashPlan } from "./hash-plan.ts";
import { listProbes } from "../../../schema/rules/survey/list-probes.ts";
import { valueOf } from "./measure-shares.ts";
import { openPanel } from "./panel.ts";
import type { BaselineTable, ResultAnswer, ResultRespondent, ResultsInput } from "./results-input.ts";

const MODEL = {
  elements: [
    {
      type: "radiogroup",
      name: "view",
      choices: [1, 2, 3, { value: "none", text: "Don't know", isLast: true }],
      isOrdinal: true,
    },
    { type: "checkbox", name: "reads", choices: ["paper", "screen"] },
    { type: "ranking", name: "order", choices: ["a", "b", "c"] },
    { type: "text", inputType: "number", name: "age" },
    { type: "comment", name: "why" },
    { type: "matrix", name: "grid", columns: ["no", "yes"], rows: ["r1", "r2"] },
    { type: "boolean", name: "before" },
    { type: "boolean", name: "after" },
  ],
};
const probes = listProbes(MODEL);
const respondent = (ordinal: number, parts: Partial<ResultRespondent> = {}): ResultRespondent => ({
  ordinal,
  backstoryId: `life-${ordinal}`,
  weight: 0.5,
  rakingWeight: null,
  traits: {},
  arms: {},
  ...parts,
});
const answer = (
  of: number,
  probeId: string,
  given: ResultAnswer["answer"],
  parts: Partial<ResultAnswer> = {},
): ResultAnswer => ({
  respondent: of,
  probeId,
  repeat: 0,
  shown: [],
  text: "…",
  verdict: given === null ? "refused" : "answered",
  answer: given,
  model: "test/one",
  ...parts,
});
const compute = (parts: Partial<ResultsInput>): RunResults =>
  RunResults.parse(
    computeResults({
      runId: "r",
      probes,
      respondents: [],
      answers: [],
      baseline: null,
      plan: null,
      insufficientShare: null,
      seed: 3,
      ...parts,
    }),
  );
const probeOf = (results: RunResults, id: string): ProbeResult => results.probes.find((probe) => probe.id === id)!;
const people = (count: number, parts: (ordinal: number) => Partial<ResultRespondent> = () => ({})) =>
  Array.from({ length: count }, (_, ordinal) => respondent(ordinal, parts(ordinal)));

describe("few people", () => {
  it("S7 a band stands on no draw in which a scale's sums are all equal", () => {
    const given = [
      [1, 2.1],
      [2, 1.1],
      [3, 0.1],
      [1, 2.1],
      [2, 1.1],
      [3, 9],
    ];
    const answers = given.flatMap(([view, age], of) => [answer(of, "view", view!), answer(of, "age", age!)]);
    const { scales } = compute({ respondents: people(given.length), answers });
    expect(scales[0]!.figures[0]).toMatchObject({ id: "cronbachs-alpha", low: null, high: null });
    expect(scales[0]!.figures[0]!.value).not.toBeNull();
  });

  it("S7 whatever few people answer, every figure and both ends of its band are numbers, or absent", () => {
    const given = fc.record(
      {
        view: fc.constantFrom(1, 2, 3, "none", null),
        reads: fc.subarray(["paper", "screen"]),
        order: fc.shuffledSubarray(["a", "b", "c"], { minLength: 3 }),
        age: fc.oneof(fc.constantFrom(30, 31), fc.double({ noNaN: true, min: -1e9, max: 1e9 })),
        before: fc.boolean(),
        after: fc.boolean(),
        group: fc.constantFrom("one", "other"),
      },
      { requiredKeys: ["group"] },
    );
    fc.assert(
      fc.property(fc.array(given, { maxLength: 8 }), (all) => {
        const answers = all.flatMap(({ group: _, ...own }, of) =>
          Object.entries(own).map(([probe, value]) => answer(of, probe, value as ResultAnswer["answer"])),
        );
        compute({ respondents: people(all.length, (of) => ({ traits: { group: [all[of]!.group] } })), answers });
      }),
      { numRuns: 60 },
    );
  });
});

describe("S7 results of each kind of probe", () => {
  it("S7 a run without answers has results, in which nothing is known", () => {
    const results = compute({ respondents: people(3) });
    expect(results).toMatchObject({ respondents: 3, answering: 0, asked: 0, comparisons: [], scales: [] });
    expect(probeOf(results, "view").options.map(({ share }) => share.value)).toEqual([null, null, null, null]);
    expect(compute({}).respondents).toBe(0);
  });

  it("S7 counts, shares and moments of a scale; who does not know has no place on it", () => {
    const answers = [1, 2, 2, 3, "none"].map((value, of) => answer(of, "view", value));
    const view = probeOf(compute({ respondents: people(6), answers: [...answers, answer(5, "view", null)] }), "view");
    expect(view).toMatchObject({ asked: 6, answered: 5, refused: 1, unclear: 0, respondents: 5 });
    expect(view.options.map(({ count }) => count)).toEqual([1, 2, 1, 1]);
    expect(view.options[1]!.share).toMatchObject({ value: 0.4, n: 5 });
    expect(valueOf(view.figures, "mean")).toBe(2);
    expect(valueOf(view.figures, "deviation")).toBeCloseTo(Math.sqrt(2 / 3), 12);
    expect(valueOf(view.figures, "compliance")).toBeCloseTo(5 / 6, 12);
    expect(view.baseline).toBeNull();
    // Nobody, or everybody, in a sample of five is not nobody of all.
    const all = probeOf(
      compute({ respondents: people(5), answers: people(5).map((_, of) => answer(of, "before", true)) }),
      "before",
    );
    expect(all.options[0]!.share).toMatchObject({ value: 1, high: 1 });
    expect(all.options[0]!.share.low!).toBeCloseTo(5 / (5 + 1.959964 ** 2), 4);
  });

  it("S7 several options, ranks, numbers, words and the rows of a matrix", () => {
    const results = compute({
      respondents: people(4),
      answers: [
        answer(0, "reads", ["paper", "screen"]),
        answer(1, "reads", ["screen"]),
        answer(2, "reads", []),
        answer(0, "order", ["b", "a", "c"]),
        answer(1, "order", ["b", "c", "a"]),
        ...[20, 30, 30, 47].map((age, of) => answer(of, "age", age)),
        answer(0, "why", "The factory closed, and the town with it."),
        answer(1, "why", "After the factory nothing was the same."),
        answer(2, "why", "I like birds."),
        answer(0, "grid.r1", "yes"),
        answer(1, "grid.r1", "maybe"),
      ],
    });
    expect(probeOf(results, "reads").options.map(({ share }) => share.value)).toEqual([1 / 3, 2 / 3]);
    expect(probeOf(results, "order").options.map(({ count, meanRank }) => [count, meanRank!.value])).toEqual([
      [0, 2.5],
      [2, 1],
      [0, 2.5],
    ]);
    const age = probeOf(results, "age");
    expect(age.options.map(({ text, count }) => [text, count])).toEqual([
      ["20", 1],
      ["30", 2],
      ["47", 1],
    ]);
    expect([valueOf(age.figures, "mean"), valueOf(age.figures, "median")]).toEqual([31.75, 30]);
    expect(probeOf(results, "why").themes).toMatchObject([
      { word: "factory", share: { value: 2 / 3 }, quotations: [{ respondent: 0 }, { respondent: 1 }] },
    ]);
    // What is none of the options is no data.
    expect(probeOf(results, "grid.r1")).toMatchObject({ asked: 2, answered: 1, unclear: 1, title: "grid – r1" });
    expect(probeOf(results, "grid.r2").asked).toBe(0);
  });

  it("S7 many different numbers are put into ranges of a round width", () => {
    const ages = Array.from({ length: 60 }, (_, of) => answer(of, "age", 18 + of));
    const { options } = probeOf(compute({ respondents: people(60), answers: ages }), "age");
    expect(options.map(({ text }) => text).slice(0, 2)).toEqual(["10 – 20", "20 – 30"]);
    expect(options.reduce((sum, { count }) => sum + count, 0)).toBe(60);
  });
});

describe("S7 bands and weights", () => {
  it("S7 a backstory that answers twice is one: the band is as wide as that of half as many", () => {
    const widthOf = (count: number, uses: number) => {
      const respondents = people(count * uses, (ordinal) => ({ backstoryId: `life-${Math.floor(ordinal / uses)}` }));
      const answers = respondents.map(({ ordinal }) => answer(ordinal, "before", Math.floor(ordinal / uses) % 2 === 0));
      const { share } = probeOf(compute({ respondents, answers }), "before").options[0]!;
      return share.high! - share.low!;
    };
    expect(Math.abs(widthOf(100, 2) / widthOf(100, 1) - 1)).toBeLessThan(0.05);
    expect(widthOf(100, 1) / widthOf(200, 1)).toBeGreaterThan(1.3);
  });

  it("S7 shares with raking weights stand beside those without, and cost effective size", () => {
    const respondents = people(10, (ordinal) => ({ rakingWeight: ordinal < 5 ? 1.8 : 0.2 }));
    const results = compute({
      respondents,
      answers: respondents.map(({ ordinal }) => answer(ordinal, "before", ordinal < 5)),
    });
    const [yes] = probeOf(results, "before").options;
    expect([yes!.share.value, yes!.weightedShare!.value]).toEqual([0.5, expect.closeTo(0.9, 12)]);
    expect(valueOf(results.figures, "effective-size-raked")).toBeCloseTo(100 / (5 * 1.8 ** 2 + 5 * 0.2 ** 2), 10);
  });

  it("S7 repeated answers count a respondent once, and split the variance", () => {
    const answers = Array.from({ length: 200 }, (_, of) =>
      [0, 1, 2].map((repeat) => answer(of, "view", 1 + ((of * 7 + repeat * (of % 2)) % 3), { repeat })),
    ).flat();
    const view = probeOf(compute({ respondents: people(200), answers }), "view");
    expect(view.respondents).toBe(200);
    const [total, between, within, models] = view.variance.map(({ value }) => value);
    // Odd respondents answer 1, 2 and 3 (variance 1), even ones always the same.
    expect(within).toBeCloseTo(0.5, 10);
    expect(total).toBeCloseTo(between! + within!, 10);
    expect(models).toBeNull();
    const two = [0, 1].flatMap((model) =>
      Array.from({ length: 50 }, (_, of) => answer(of, "view", 1 + model, { model: `test/${model}` })),
    );
    const split = probeOf(compute({ respondents: people(50), answers: two }), "view").variance;
    expect(split.at(-1)).toMatchObject({ id: "variance-between-models", value: 0.5, n: 2 });
  });
});

const BASELINE: BaselineTable = {
  id: "b",
  name: "People",
  columns: {
    view: ["1", "2", "3", null, "5"],
    before: [true, false, true, true, null],
    party: ["x", "x", "y", "y", "y"],
  },
  weights: [1, 1, 2, 1, 1],
};

describe("S7 beside a baseline", () => {
  it("S7 options are joined by value, weights count, and what is no option does not", () => {
    const answers = [1, 1, 2, 3].map((value, of) => answer(of, "view", value));
    const results = compute({
      respondents: people(4, (of) => ({ traits: { party: [of < 2 ? "x" : "y"] } })),
      answers,
      baseline: BASELINE,
    });
    const view = probeOf(results, "view");
    expect(view.baseline).toEqual({ id: "b", name: "People", question: "view", people: 3 });
    expect(view.options.map(({ baseline }) => baseline)).toEqual([
      { count: 1, share: 0.25 },
      { count: 1, share: 0.25 },
      { count: 1, share: 0.5 },
      { count: 0, share: 0 },
    ]);
    const run = view.distances.find(({ of, to }) => of === "run" && to === "baseline")!.figures;
    expect(valueOf(run, "wasserstein-raw")).toBeCloseTo(0.5, 12);
    expect(valueOf(run, "wasserstein-normalised")).toBeCloseTo(0.25, 12);
    expect(valueOf(run, "total-variation")).toBeCloseTo(0.25, 12);
    expect(view.distances.map(({ of }) => of)).toEqual(["run", "sample", "halves", "uniform", "majority", "run"]);
    const [, democrats] = view.subgroups[0]!.groups;
    expect(democrats).toMatchObject({ value: "y", n: 2, baseline: { people: 1 } });
    expect(probeOf(results, "reads").baseline).toBeNull();
  });

  it("S7 numbers are not compared with answers by lot", () => {
    const answers = [20, 30, 30, 47].map((age, of) => answer(of, "age", age));
    const rowsOf = (baseline: BaselineTable | null) =>
      probeOf(compute({ respondents: people(4), answers, baseline }), "age").distances.map(({ of }) => of);
    expect(rowsOf(null)).toEqual([]);
    expect(rowsOf({ ...BASELINE, columns: { age: [20, 40, 40, 50, 60] } })).toEqual([
      "run",
      "sample",
      "halves",
      "majority",
    ]);
  });

  it("S7 questions and traits may be called as what every object has", () => {
    const named = listProbes({ elements: [{ type: "text", inputType: "number", name: "constructor" }] });
    const results = compute({
      probes: named,
      respondents: people(3, (of) => (of < 2 ? { traits: { constructor: [of === 0 ? "x" : "y"] } } : {})),
      answers: [0, 1, 2].map((of) => answer(of, "constructor", of)),
      baseline: BASELINE,
    });
    expect(results.probes[0]!.subgroups[0]!.groups.map(({ value, n }) => [value, n])).toEqual([
      ["x", 1],
      ["y", 1],
    ]);
  });
});

describe("S7 comparisons", () => {
  const respondents = people(80, (of) => ({
    arms: { frame: of % 2 === 0 ? "gain" : "loss" },
    traits: { party: [of < 40 ? "x" : "y"] },
  }));
  const answers = respondents.flatMap(({ ordinal: of }) => [
    answer(of, "view", of % 2 === 0 ? 1 + (of % 3) : Math.min(3, 2 + (of % 3))),
    answer(of, "before", of % 4 === 0),
    answer(of, "after", of % 4 === 0 || of % 3 === 0),
  ]);
  const plan: AnalysisPlan = {
    outcomes: ["view"],
    comparisons: [
      { kind: "conditions", probe: "view", condition: "frame", test: "welch-t" },
      { kind: "paired", before: "before", after: "after", test: "mcnemar-exact" },
      { kind: "subgroups", probe: "before", trait: "party", values: ["x", "y"], test: "chi-squared" },
    ],
    scales: [],
  };

  it("S7 of more than 200 exploratory comparisons the first 200 are made", () => {
    const arms = people(63, (ordinal) => ({ arms: { wording: `arm ${String(ordinal % 21).padStart(2, "0")}` } }));
    const answers = arms.map(({ ordinal }) => answer(ordinal, "before", ordinal % 2 === 0));
    const { comparisons } = compute({ respondents: arms, answers });
    expect(comparisons).toHaveLength(200);
    expect(comparisons.every(({ isPlanned }) => !isPlanned)).toBe(true);
  });

  it("S7 what the plan compares comes first, adjusted together by its own tests; anything else is exploratory", () => {
    const { comparisons, probes, plan: frozen } = compute({ respondents, answers, plan });
    expect(frozen!.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(comparisons.slice(0, 3).map(({ kind, isPlanned }) => [kind, isPlanned])).toEqual([
      ["conditions", true],
      ["paired", true],
      ["subgroups", true],
    ]);
    const deciding = comparisons.slice(0, 3).map(({ tests }) => tests.find(({ adjustedP }) => adjustedP !== null)!);
    expect(deciding.map(({ id }) => id)).toEqual(["welch-t", "mcnemar-exact", "chi-squared"]);
    for (const { p, adjustedP } of deciding) expect(adjustedP!).toBeGreaterThanOrEqual(p!);
    for (const { tests } of comparisons.slice(0, 3))
      for (const { isPlanned, adjustedP } of tests) expect(isPlanned).toBe(adjustedP !== null);
    expect(probes.filter(({ isPlanned }) => isPlanned).map(({ id }) => id)).toEqual(["view"]);
    expect(probes.filter(({ subgroups }) => subgroups.some(({ isPlanned }) => isPlanned)).map(({ id }) => id)).toEqual([
      "before",
    ]);
    const explored = comparisons.slice(3);
    expect(explored.map(({ probe, by }) => `${probe} ${by}`)).toEqual(["before frame", "after frame"]);
    for (const { tests, isPlanned } of explored) {
      expect(isPlanned).toBe(false);
      for (const { adjustedP } of tests) expect(adjustedP).toBeNull();
    }
  });

  it("S7 each test that a plan is offered for a question can be done", () => {
    const asked = [
      ...answers,
      ...respondents.map(({ ordinal: of }) => answer(of, "order", ["abc", "bca"][of % 2]!.split(""))),
    ];
    for (const probe of probes.filter(({ id }) => ["view", "before", "order"].includes(id))) {
      const parts = [
        ...groupTestsOf(probe).map((test) => ({
          kind: "conditions" as const,
          probe: probe.id,
          condition: "frame",
          test,
        })),
        ...pairTestsOf(probe).map((test) => ({ kind: "paired" as const, before: probe.id, after: probe.id, test })),
      ];
      for (const part of parts) {
        const { comparisons } = compute({ respondents, answers: asked, plan: { ...plan, comparisons: [part] } });
        const decides = comparisons[0]!.tests.find(({ isPlanned }) => isPlanned)!;
        expect([part.test, decides.id, decides.assumptions.length > 0]).toEqual([part.test, part.test, true]);
      }
    }
  });

  it("S7 effects come with bands, and each test with what it takes for granted", () => {
    const [frames, paired, parties] = compute({ respondents, answers, plan }).comparisons;
    const [difference] = frames!.differences;
    expect(difference!.low!).toBeLessThan(difference!.value!);
    expect(difference!.low!).toBeGreaterThan(0);
    expect(frames!.effects.map(({ id }) => id)).toEqual(["cohens-d", "rank-biserial"]);
    expect(frames!.tests.map(({ id }) => id)).toEqual(["welch-t", "mann-whitney", "permutation"]);
    expect(frames!.tests[0]!.assumptions).toEqual([
      expect.objectContaining({ code: "assume-large-groups", holds: true }),
      expect.objectContaining({ code: "assume-independent", holds: true }),
    ]);
    expect(paired!.tests.map(({ id, n }) => [id, n])).toEqual([
      ["mcnemar-exact", 20],
      ["mcnemar", 20],
    ]);
    expect(paired!.tests[1]!.assumptions[0]).toMatchObject({ code: "assume-changes", holds: false });
    expect(parties!.tests.map(({ id }) => id)).toEqual(["chi-squared", "fisher-exact"]);
    const reused = respondents.map((each) => ({ ...each, backstoryId: "one" }));
    const [again] = compute({ respondents: reused, answers, plan }).comparisons;
    expect(again!.tests[0]!.assumptions[1]).toMatchObject({ code: "assume-independent", holds: false });
  });

  it("S7 what was planned and cannot be compared stays listed without p, and counts in the family", () => {
    const impossible: AnalysisPlan["comparisons"] = [
      { kind: "conditions", probe: "age", condition: "frame", test: "welch-t" },
      { kind: "paired", before: "why", after: "why", test: "mcnemar" },
      { kind: "paired", before: "before", after: "view", test: "stuart-maxwell" },
    ];
    const pOf = (parts: AnalysisPlan["comparisons"]) =>
      compute({ respondents, answers, plan: { ...plan, comparisons: parts } })
        .comparisons.filter(({ isPlanned }) => isPlanned)
        .map(({ tests }, place) => tests.find(({ id }) => id === parts[place]!.test)!);
    const [possible] = plan.comparisons;
    const found = pOf([possible!, ...impossible]);
    expect(found.slice(1).map(({ p, adjustedP }) => [p, adjustedP])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(found[0]!.adjustedP).toBeCloseTo(4 * found[0]!.p!, 12);
  });

  it("S7 a crosstab counts who answered both", () => {
    const panel = openPanel(respondents, 10, Math.random);
    const columns = ["before", "after"].map((id) =>
      encodeAnswers(
        probes.find((probe) => probe.id === id)!,
        answers.filter(({ probeId }) => probeId === id),
      ),
    );
    const crossed = crossProbes(columns[0]!, columns[1]!, panel);
    expect(crossed.counts).toEqual([
      [20, 0],
      [20, 40],
    ]);
    expect(crossed.tests.map(({ id }) => id)).toEqual(["chi-squared", "fisher-exact"]);
  });

  it("S7 who chose several options is in several cells of a crosstab, and once in the total of a row", () => {
    const several = [answer(0, "reads", ["paper", "screen"]), answer(1, "reads", ["screen"]), answer(2, "reads", [])];
    const panel = openPanel(respondents, 10, Math.random);
    const [reads, before] = ["reads", "before"].map((id) =>
      encodeAnswers(
        probes.find((probe) => probe.id === id)!,
        [...answers, ...several].filter(({ probeId }) => probeId === id),
      ),
    );
    const crossed = crossProbes(before!, reads!, panel);
    expect(crossed.counts).toEqual([
      [1, 1],
      [0, 1],
    ]);
    expect(crossed.rowTotals).toEqual([1, 2]);
    expect(crossed.tests).toEqual([]);
  });

  it("S7 changes that differ by rounding alone are ties", () => {
    const scores = [
      [1, 1, 1, 1, 2, 2],
      [2, 2, 2, 2, 3, 3],
    ];
    const asked = scores.flatMap((own, of) =>
      own.map((score, place) => answer(of, place < 3 ? "early" : "late", score, { repeat: place % 3 })),
    );
    const [early, late] = ["early", "late"].map((id) =>
      encodeAnswers(
        { ...probes[0]!, id },
        asked.filter(({ probeId }) => probeId === id),
      ),
    );
    const { tests } = comparePairs(early!, late!, {
      panel: openPanel(people(2), 10, Math.random),
      random: Math.random,
      permutes: false,
    });
    const ranked = tests.find(({ id }) => id === "wilcoxon-signed-rank")!;
    expect(ranked.assumptions[0]).toMatchObject({ code: "assume-ranks-of-changes", holds: false });
  });

  it("S7 equal plans have one hash, whatever the order of their keys", () => {
    const other = Object.fromEntries(Object.entries(plan).toReversed()) as AnalysisPlan;
    expect(hashPlan(other)).toBe(hashPlan(plan));
    expect(hashPlan({ ...plan, outcomes: [] })).not.toBe(hashPlan(plan));
  });
});

describe("S7 warnings", () => {
  it("S7 thin matches, reused backstories, one model, silence, and a probe on a matched trait", () => {
    const respondents = people(4, () => ({ backstoryId: "one", traits: { view: ["1"] } }));
    const { warnings } = compute({ respondents, answers: [answer(0, "view", 1)], insufficientShare: 0.3 });
    expect(warnings.map(({ code, probe }) => [code, probe])).toEqual([
      ["results-few-respondents", null],
      ["results-silent-respondents", null],
      ["results-one-model", null],
      ["results-thin-matches", null],
      ["results-reused-backstories", null],
      ["results-circular", "view"],
    ]);
    expect(warnings[0]).toMatchObject({ values: { count: 1, points: 45 } });
    const widthOf = (count: number) =>
      compute({ respondents: people(count), answers: people(count).map((_, of) => answer(of, "view", 1 + (of % 3))) })
        .warnings[0]!.values;
    expect(widthOf(29)).toEqual({ count: 29, points: 17 });
    expect(compute({ respondents: people(3) }).warnings[0]!.code).toBe("results-silent-respondents");
  });

  it("S7 answers that are more alike than people's, or more extreme", () => {
    const human = { ...BASELINE, columns: { view: ["1", "2", "3", "2", "1", "3"] }, weights: null };
    const codes = (values: number[]) =>
      compute({
        respondents: people(40),
        answers: people(40).map((_, of) => answer(of, "view", values[of % values.length]!)),
        baseline: human,
      }).warnings.map(({ code }) => code);
    expect(codes([2, 2, 2, 2, 2, 2, 2, 3])).toContain("results-homogenised");
    expect(codes([1, 3])).toContain("results-extreme");
    expect(codes([1, 2, 3])).toEqual(["results-one-model"]);
  });

  it("S7 the ends of a scale are those of its ordered options: who does not know is at no end", () => {
    const codes = (values: (number | string)[]) =>
      compute({
        respondents: people(40),
        answers: people(40).map((_, of) => answer(of, "view", values[of % values.length]!)),
      }).warnings.map(({ code }) => code);
    const tenTimes = (value: number | string) => Array.from({ length: 10 }, () => value);
    expect(codes([...tenTimes(1), ...tenTimes("none").slice(1), 2])).not.toContain("results-extreme");
    expect(codes([...tenTimes(1), ...tenTimes(3).slice(1), 2])).toContain("results-extreme");
  });
});

it("S7 every figure has a name, a formula, what it counts and its limits, in English and German", () => {
  for (const { name, formula, counts, limits } of Object.values(FIGURES)) {
    expect(formula.length).toBeGreaterThan(3);
    for (const text of [name, counts, limits]) expect([text.en, text.de].every((words) => words.length > 2)).toBe(true);
  }
});
