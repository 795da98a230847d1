/** Published fixtures (facts on the survey method, section 7), and what has no answer. */
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { chiSquared, fisherExact, mannWhitney, welchT } from "./compare-groups.ts";
import { mcNemar, mcNemarExact, pairedT, signTest, stuartMaxwell, wilcoxonSignedRank } from "./compare-pairs.ts";
import { correlate, frobeniusDistance } from "./correlations.ts";
import { cronbachAlpha } from "./cronbach-alpha.ts";
import { jensenShannon, kullbackLeibler } from "./distances.ts";
import { cohensD, cohensDPaired } from "./effect-sizes.ts";
import { adjustByHolm } from "./holm.ts";
import { deviation, mean, median, variance } from "./moments.ts";
import { permuteGroups, permuteSigns } from "./permutation-test.ts";

const ROWS = [
  [2, 3, 3],
  [4, 4, 5],
  [1, 2, 1],
  [5, 4, 4],
  [3, 3, 2],
];
const OTHERS = [
  [1, 5, 2],
  [2, 4, 2],
  [3, 3, 5],
  [4, 1, 1],
  [5, 2, 4],
];

describe("S7 published fixtures", () => {
  const P = [0.1, 0.2, 0.3, 0.4];
  it("S7 divergences are those of the published fixture", () => {
    expect(jensenShannon(P, P.toReversed())).toBeCloseTo(0.153561, 6);
    expect(kullbackLeibler(P, P.toReversed())).toBeCloseTo(0.456435, 6);
    expect([jensenShannon([1, 0], [0, 1]), jensenShannon(P, P)]).toEqual([1, 0]);
    expect(kullbackLeibler([1, 0], [0, 1])).toBe(Infinity);
  });

  it("S7 Cronbach's α, the distance of correlations and Cohen's d are those of the published fixtures", () => {
    expect(cronbachAlpha(ROWS)).toBeCloseTo(0.918367, 6);
    expect(frobeniusDistance(correlate(ROWS), correlate(OTHERS))).toBeCloseTo(3.019274, 6);
    expect(cohensD([1, 2, 2, 3, 5], [3, 4, 4, 5, 5])).toBeCloseTo(1.306395, 6);
  });
});

describe("S7 what cannot be computed is null, and nothing is made of it", () => {
  it("S7 of nobody, of one, and of answers that are all the same", () => {
    for (const values of [[], [3]])
      expect([variance(values), deviation(values), cohensDPaired(values), pairedT(values).p]).toEqual(
        Array(4).fill(null),
      );
    expect([mean([]), median([]), mean([3]), median([3])]).toEqual([null, null, 3, 3]);
    expect([cohensD([2, 2], [2, 2]), cohensD([], [1, 2]), cohensDPaired([1, 1])]).toEqual([null, null, null]);
    expect([welchT([1, 1], [2, 2]).p, welchT([1], [2, 3]).p, welchT([], []).p]).toEqual([null, null, null]);
    expect([mannWhitney([], [1]).p, mannWhitney([1, 1], [1, 1]).p]).toEqual([null, 1]);
    expect([wilcoxonSignedRank([]).p, wilcoxonSignedRank([0, 0]).p, signTest([0]).p]).toEqual([null, null, null]);
    expect([mcNemar(0, 0).p, mcNemarExact(0, 0).p]).toEqual([null, null]);
    expect([
      chiSquared([]).p,
      chiSquared([
        [1, 2],
        [0, 0],
      ]).p,
      fisherExact([
        [0, 0],
        [3, 4],
      ]).p,
    ]).toEqual([null, null, null]);
    expect([
      stuartMaxwell([]).p,
      stuartMaxwell([
        [3, 0],
        [0, 2],
      ]).p,
    ]).toEqual([null, null]);
    expect([
      cronbachAlpha([]),
      cronbachAlpha([[1, 2]]),
      cronbachAlpha([[1], [2]]),
      cronbachAlpha([
        [1, 2],
        [2, 1],
      ]),
    ]).toEqual(Array(4).fill(null));
    expect(
      correlate([
        [1, 5],
        [2, 5],
      ]),
    ).toEqual([
      [1, null],
      [null, null],
    ]);
    expect(
      frobeniusDistance(
        correlate([
          [1, 5],
          [2, 5],
        ]),
        correlate([
          [1, 5],
          [2, 6],
        ]),
      ),
    ).toBeNull();
    expect([permuteGroups([], [1], seededRandom(1, 0)).p, permuteSigns([], seededRandom(1, 0)).p]).toEqual([
      null,
      null,
    ]);
  });

  it("S7 a weight of 0 is nobody", () => {
    expect([mean([1, 9], [1, 0]), median([1, 9], [1, 0]), variance([1, 9], [1, 0])]).toEqual([1, 1, null]);
    expect([median([1, 2, 3, 4]), median([1, 2, 3], [1, 1, 2]), median([5, 1, 3])]).toEqual([2.5, 2.5, 3]);
  });
});

describe("S7 tests by lot", () => {
  it("S7 a permutation test comes to the share of all permutations that are as far", () => {
    // 6 of the 20 ways to take three of these six differ by as much as 1, 2, 4 and 3, 5, 6: 5, 5, 4, 4, 3, 3 …
    const groups = permuteGroups([1, 2, 4], [3, 5, 6], seededRandom(5, 0));
    expect(groups.statistic).toBeCloseTo(7 / 3, 12);
    expect(Math.abs(groups.p! - 4 / 20)).toBeLessThan(0.015);
    // Of 2⁴ signs, four are as far as 1 + 2 + 3 − 0: those of sums ±6, each twice for the change of 0.
    const signs = permuteSigns([1, 2, 3, 0], seededRandom(6, 0));
    expect(Math.abs(signs.p! - 2 / 8)).toBeLessThan(0.015);
    expect(permuteSigns([0, 0], seededRandom(6, 0)).p).toBe(1);
  });

  it("S7 Holm's adjustment steps down, never falls below a smaller p, and counts what could not be tested", () => {
    expect(adjustByHolm([0.01, 0.04, null, 0.03])).toEqual([0.04, 0.09, null, 0.09]);
    expect(adjustByHolm([0.5, 0.6])).toEqual([1, 1]);
    expect(adjustByHolm([])).toEqual([]);
  });
});
