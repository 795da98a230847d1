import { describe, expect, it } from "vitest";
import type { MatchWish, TargetDefinition } from "../../../schema/messages/target.ts";
import { UNKNOWN, type LabelledBackstory } from "../../../schema/rules/survey/labels.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { chooseBackstories } from "./choose-backstories.ts";
import { drawCounts } from "./draw-counts.ts";
import { drawWithMargins } from "./draw-with-margins.ts";
import { fitMarginals, listCombinations } from "./fit-marginals.ts";
import { matchPanel } from "./match-panel.ts";
import { effectiveSize, rakeWeights, weightedShare } from "./rake-weights.ts";
import { fitOf, isSufficient, smoothedFitOf } from "./trait-fit.ts";
import { rowsOfMatrix } from "./weight-rows.ts";

const sampled = (distribution: Record<string, number>, count = 40) => ({
  distribution,
  source: "sampled" as const,
  count,
});
const stated = (value: string) => ({ distribution: { [value]: 1 }, source: "explicit" as const, count: 1 });
const backstory = (id: number, party: string, gender: string): LabelledBackstory => ({
  id: `b${id}`,
  labels: { party: stated(party), gender: stated(gender) },
});
/** 40 people: 30 Democrats and 10 Republicans, half of each women. */
const POOL = Array.from({ length: 40 }, (_, index) =>
  backstory(index, index < 30 ? "democrat" : "republican", index % 2 === 0 ? "woman" : "man"),
);
const HALVES: TargetDefinition = {
  kind: "cells",
  cells: [
    { wanted: { party: ["democrat"] }, share: 1 },
    { wanted: { party: ["republican"] }, share: 1 },
  ],
};
const wish = (change: Partial<MatchWish> = {}): MatchWish => ({ method: "max-weight", size: 20, seed: 1, ...change });

describe("S4 the probability of a wanted value", () => {
  it("S4 is smoothed by what each value is credited with beforehand", () => {
    const options = { valueCount: 4, smoothing: 0.5 };
    expect(smoothedFitOf(sampled({ democrat: 0.75, republican: 0.25 }), ["democrat"], options)).toBeCloseTo(
      30.5 / 42,
      12,
    );
    expect(smoothedFitOf(sampled({ democrat: 1 }), ["republican"], options)).toBeCloseTo(0.5 / 42, 12);
    expect(smoothedFitOf(stated("democrat"), ["democrat"], options)).toBeCloseTo(40.5 / 42, 12);
  });

  it("S4 log-probabilities state as much as a quotation, so that a certain one suffices", () => {
    const certain = { distribution: { democrat: 1 }, source: "logprob" as const, count: 1 };
    const weight = smoothedFitOf(certain, ["democrat"], { valueCount: 4, smoothing: 0.5 });
    expect(weight).toBeCloseTo(40.5 / 42, 12);
    expect(isSufficient(weight, 1)).toBe(true);
  });

  it("S4 of a set is the sum over its values", () => {
    const label = sampled({ democrat: 0.5, independent: 0.3, republican: 0.2 });
    expect(fitOf(label, ["democrat", "independent"], 4)).toBeCloseTo(0.8, 12);
  });

  it("S3 S4 of what is unknown is the same for every value, never nothing", () => {
    expect(fitOf(stated(UNKNOWN), ["democrat"], 4)).toBe(0.25);
    expect(fitOf(undefined, ["democrat", "republican"], 4)).toBe(0.5);
    expect(fitOf(sampled({ democrat: 0.6, [UNKNOWN]: 0.4 }), ["republican"], 4)).toBeCloseTo(0.1, 12);
    expect(fitOf(sampled({ democrat: 0.6, [UNKNOWN]: 0.4 }), [UNKNOWN], 4)).toBeCloseTo(0.4, 12);
  });
});

describe("S4 targets", () => {
  it("S4 places are divided by largest remainder, ties by seed", () => {
    expect(drawCounts([0.5, 0.3, 0.2], 11, seededRandom(1, 0))).toEqual([6, 3, 2]);
    const ties = Array.from({ length: 30 }, (_, seed) => drawCounts([1, 1, 1], 4, seededRandom(seed, 0)).indexOf(2));
    expect(new Set(ties)).toEqual(new Set([0, 1, 2]));
    expect(drawCounts([1, 1, 1], 4, seededRandom(3, 0))).toEqual(drawCounts([1, 1, 1], 4, seededRandom(3, 0)));
  });

  it("S4 with more cells than places every cell has the chance of its share", () => {
    const shares = Array.from({ length: 50 }, (_, index) => index + 1);
    const drawn = shares.map(() => 0);
    for (let seed = 0; seed < 4_000; seed++)
      drawCounts(shares, 10, seededRandom(seed, 0)).forEach((count, index) => (drawn[index]! += count));
    expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(40_000);
    shares.forEach((share, index) => expect(Math.abs(drawn[index]! / 4_000 - (share / 1_275) * 10)).toBeLessThan(0.05));
  });

  it("S4 marginals are fitted exactly, with the relations of the table that one starts from", () => {
    const marginals = { party: { democrat: 60, republican: 40 }, gender: { woman: 1, man: 3 } };
    const combinations = listCombinations(marginals);
    const shares = fitMarginals(marginals, combinations, [4, 1, 1, 4]);
    const sum = (keep: (each: (typeof combinations)[number]) => boolean) =>
      shares.reduce((all, share, index) => all + (keep(combinations[index]!) ? share : 0), 0);
    expect(sum(({ party }) => party === "democrat")).toBeCloseTo(0.6, 10);
    expect(sum(({ gender }) => gender === "woman")).toBeCloseTo(0.25, 10);
    expect((shares[0]! * shares[3]!) / (shares[1]! * shares[2]!)).toBeCloseTo(16, 8);
  });

  it("S4 a panel drawn from marginals has each of them, rounded to whole people, whatever its size", () => {
    const marginals = {
      age: { young: 50, middle: 30, old: 20 },
      party: { democrat: 40, independent: 20, republican: 20, other: 20 },
      gender: { woman: 1, man: 1 },
    };
    const combinations = listCombinations(marginals);
    const start = combinations.map((_, index) => 1 + (index % 5));
    const shares = fitMarginals(marginals, combinations, start);
    const drawn = combinations.map(() => 0);
    for (let seed = 0; seed < 2_000; seed++) {
      const size = 10 * (1 + (seed % 3));
      const counts = drawWithMargins(marginals, combinations, shares, { size, random: seededRandom(seed, 0) });
      const countOf = (traitId: "age" | "party" | "gender", value: string) =>
        counts.reduce((sum, count, index) => sum + (combinations[index]![traitId] === value ? count : 0), 0);
      expect(["young", "middle", "old"].map((value) => countOf("age", value) / size)).toEqual([0.5, 0.3, 0.2]);
      expect(countOf("party", "democrat") / size).toBeCloseTo(0.4, 12);
      expect(countOf("gender", "woman") / size).toBeCloseTo(0.5, 12);
      counts.forEach((count, index) => (drawn[index]! += count / size / 2_000));
    }
    // Over many draws the joint table shows, too.
    shares.forEach((share, index) => expect(Math.abs(drawn[index]! - share)).toBeLessThan(0.012));
  });

  it("S4 a table of people gives each of them once before anybody twice", () => {
    const people = POOL.slice(0, 7).map((_, index) => ({ party: `party-${index}` }));
    const { pairs } = matchPanel(POOL, { kind: "people", people }, wish({ size: 9 }));
    const counts = Map.groupBy(pairs, ({ wanted }) => wanted.party![0]).values();
    expect([...counts].map(({ length }) => length).sort()).toEqual([1, 1, 1, 1, 1, 2, 2]);
  });
});

describe("S4 raking", () => {
  it("S4 weights reach the wanted margins, and their cost is Kish's effective size", () => {
    const random = seededRandom(4, 0);
    const members = (share: number) => Float64Array.from({ length: 200 }, () => (random() < share ? 1 : 0));
    const [young, women] = [members(0.3), members(0.6)];
    const rest = (own: Float64Array) => own.map((member) => 1 - member);
    const weights = rakeWeights(200, [
      { traitId: "age", members: young, share: 0.5 },
      { traitId: "age", members: rest(young), share: 0.5 },
      { traitId: "gender", members: women, share: 0.5 },
      { traitId: "gender", members: rest(women), share: 0.5 },
    ])!;
    expect(weightedShare(weights, young)).toBeCloseTo(0.5, 6);
    expect(weightedShare(weights, women)).toBeCloseTo(0.5, 6);
    expect(effectiveSize(weights)).toBeLessThan(200);
    expect(effectiveSize([1, 1, 2])).toBeCloseTo(16 / 6, 12);
  });

  it("S4 is not possible where nobody belongs to a wanted margin", () => {
    const nobody = new Float64Array(3);
    expect(rakeWeights(3, [{ traitId: "age", members: nobody, share: 1 }])).toBeNull();
  });
});

describe("S4 a matched panel", () => {
  it("S4 a panel of N is N respondents, each used once, with residuals of what is wanted", () => {
    const { report, pairs } = matchPanel(POOL, HALVES, wish());
    expect(pairs).toHaveLength(20);
    expect(new Set(pairs.map(({ backstoryId }) => backstoryId)).size).toBe(20);
    expect(report.margins).toHaveLength(2);
    for (const margin of report.margins) expect(margin).toMatchObject({ wanted: 0.5, matched: 0.5 });
    expect(report).toMatchObject({ matched: 20, insufficientShare: 0, effectiveSize: 20 });
    expect(report.distances).toEqual([
      { traitId: "party", totalVariation: 0, wasserstein: null, noiseFloor: expect.closeTo(0.089, 1) },
    ]);
  });

  it("S4 residuals are listed trait by trait, each in the order of its values", () => {
    const cells = [
      { wanted: { party: ["republican"], gender: ["man"] }, share: 1 },
      { wanted: { gender: ["woman"], party: ["democrat"] }, share: 1 },
    ];
    const { report } = matchPanel(POOL, { kind: "cells", cells }, wish());
    expect(report.margins.map(({ values }) => values[0])).toEqual(["woman", "man", "democrat", "republican"]);
  });

  it("S4 whom the pool lacks is seen: insufficient matches, residuals, and what raking makes of them", () => {
    const { report } = matchPanel(POOL, HALVES, wish({ size: 40 }));
    expect(report.insufficientShare).toBe(0.25);
    const republicans = report.margins.find(({ values }) => values[0] === "republican")!;
    expect(republicans).toMatchObject({ wanted: 0.5, matched: 0.25 });
    expect(republicans.weighted).toBeCloseTo(0.5, 6);
    expect(report.distances[0]!.totalVariation).toBeCloseTo(0.25, 12);
    expect(report.distances[0]!.noiseFloor).toBeLessThan(0.1);
    expect(report.rakedSize).toBeCloseTo(30, 3);
    expect(report.cells[0]).toMatchObject({ share: 0.5 });
  });

  it("S4 a pool that is too small leaves places open, and an empty one all of them", () => {
    expect(matchPanel(POOL, HALVES, wish({ size: 60 })).report).toMatchObject({ places: 60, matched: 40 });
    expect(matchPanel([], HALVES, wish()).report).toMatchObject({ matched: 0, meanWeight: null, insufficientShare: 1 });
  });

  it("S4 the same seed gives the same panel, whatever the method", () => {
    for (const method of ["max-weight", "log-weight", "greedy", "random"] as const)
      expect(matchPanel(POOL, HALVES, wish({ method, seed: 9 }))).toEqual(
        matchPanel(POOL, HALVES, wish({ method, seed: 9 })),
      );
  });

  it("S4 greedy uses a backstory again and again; random knows no weights", () => {
    const matrix = rowsOfMatrix(
      [
        [0.8, 0.6, 0.1, 0],
        [0.7, 0.5, 0, 0.2],
        [0.1, 0.3, 0.4, 0.4],
      ],
      4,
    );
    const greedy = chooseBackstories("greedy", matrix, [1, 1, 1], { random: seededRandom(1, 0) });
    expect(greedy.slice(0, 2).map(({ backstory }) => backstory)).toEqual([0, 0]);
    const drawn = Array.from({ length: 50 }, (_, seed) =>
      chooseBackstories("random", matrix, [1, 1, 1], { random: seededRandom(seed, 0) }),
    );
    for (const choices of drawn) expect(new Set(choices.map(({ backstory }) => backstory)).size).toBe(3);
    expect(new Set(drawn.map(([first]) => first!.backstory)).size).toBe(4);
    const best = matchPanel(POOL, HALVES, wish()).report.meanWeight!;
    expect(matchPanel(POOL, HALVES, wish({ method: "random" })).report.meanWeight!).toBeLessThan(best);
  });

  it("S1 S4 sets, several traits and traits without labels", () => {
    const definition: TargetDefinition = {
      kind: "cells",
      cells: [
        { wanted: { party: ["democrat", "independent"], gender: ["woman"] }, share: 1 },
        { wanted: { hobby: ["chess"] }, share: 1 },
      ],
    };
    const { report, pairs } = matchPanel(POOL, definition, wish({ size: 10 }));
    expect(report.unlabelledTraits).toEqual(["hobby"]);
    const women = pairs.filter(({ wanted }) => wanted.gender);
    expect(women).toHaveLength(5);
    for (const { weight } of women) expect(weight).toBeGreaterThan(0.8);
  });

  it("S4 S7 of a trait with an order, the distance is also given in shares of its scale", () => {
    const pool: LabelledBackstory[] = Array.from({ length: 8 }, (_, index) => ({
      id: String(index),
      labels: { ideology: stated(index < 4 ? "liberal" : "moderate") },
    }));
    const marginals = { ideology: { liberal: 1, moderate: 0, conservative: 1 } };
    const { report } = matchPanel(pool, { kind: "marginals", marginals }, wish({ size: 8 }));
    expect(report.distances).toMatchObject([{ traitId: "ideology", totalVariation: 0.5, wasserstein: 0.25 }]);
  });

  it("S4 residuals are against the target itself, not against whom a small panel could draw", () => {
    const cells = [5, 3, 2].map((share, index) => ({
      wanted: { party: [["republican", "democrat", "independent"][index]!] },
      share,
    }));
    const { report } = matchPanel(POOL, { kind: "cells", cells }, wish({ size: 1 }));
    expect(report.margins.map(({ values, wanted }) => [values[0], wanted])).toEqual([
      ["democrat", 0.3],
      ["independent", 0.2],
      ["republican", 0.5],
    ]);
  });

  it("S4 shares of unrelated marginals come with the relations of the pool", () => {
    const pool = Array.from({ length: 40 }, (_, index) =>
      backstory(index, index % 2 === 0 ? "democrat" : "republican", index % 2 === 0 ? "woman" : "man"),
    );
    const marginals = { party: { democrat: 1, republican: 1 }, gender: { woman: 1, man: 1 } };
    const { report } = matchPanel(pool, { kind: "marginals", marginals }, wish({ size: 40 }));
    // Were they unrelated, half of the people would be men and Democrats, or women and Republicans.
    expect(report.insufficientShare).toBeLessThan(0.1);
    for (const margin of report.margins) expect(margin.wanted).toBeCloseTo(0.5, 9);
  });
});
