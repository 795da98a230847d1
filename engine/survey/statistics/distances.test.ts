import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { askPython, statisticsPath } from "../../../test/statistics.ts";
import { normalisedWasserstein, rawWasserstein, totalVariation } from "./distances.ts";
import { noiseFloor } from "./noise-floor.ts";

const P = [0.1, 0.2, 0.3, 0.4];
const Q = P.toReversed();

describe("S7 distances between distributions", () => {
  it("S7 are those of the published fixture, raw and normalised apart", () => {
    expect(rawWasserstein(P, Q)).toBeCloseTo(1, 12);
    expect(normalisedWasserstein(P, Q)).toBeCloseTo(1 / 3, 12);
    expect(totalVariation(P, Q)).toBeCloseTo(0.4, 12);
    expect([rawWasserstein(P, P), totalVariation(P, P), normalisedWasserstein([1], [1])]).toEqual([0, 0, 0]);
    expect(rawWasserstein([1, 0, 0], [0, 0, 1])).toBe(2);
  });

  it.skipIf(statisticsPath === null)("S7 are SciPy's on random distributions", async () => {
    const random = seededRandom(12, 0);
    const drawShares = (count: number) => {
      const shares = Array.from({ length: count }, () => (random() < 0.2 ? 0 : random()));
      shares[Math.floor(random() * count)]! += 0.1;
      const sum = shares.reduce((all, share) => all + share, 0);
      return shares.map((share) => share / sum);
    };
    const pairs = Array.from({ length: 300 }, () => {
      const count = 1 + Math.floor(random() * 9);
      return [drawShares(count), drawShares(count)] as const;
    });
    const expected = await askPython<number[]>(
      `import scipy.stats
result = [scipy.stats.wasserstein_distance(range(len(p)), range(len(p)), p, q) for p, q in data]`,
      pairs,
    );
    pairs.forEach(([one, other], index) => expect(rawWasserstein(one, other)).toBeCloseTo(expected[index]!, 10));
  });
});

describe("S7 the noise floor", () => {
  it("S7 is what chance alone makes of a sample, and shrinks with the square root of its size", () => {
    const floorOf = (size: number) =>
      noiseFloor([0.5, 0.5], size, { random: seededRandom(3, size), distance: totalVariation });
    // The mean absolute deviation of a binomial share: √(p(1 − p) / n) · √(2 / π).
    expect(Math.abs(floorOf(100) - 0.0399)).toBeLessThan(0.006);
    expect(Math.abs(floorOf(400) - 0.01995)).toBeLessThan(0.003);
    expect(noiseFloor([1], 10, { random: seededRandom(1, 0), distance: totalVariation })).toBe(0);
  });
});
