import fc from "fast-check";
import { expect, test } from "vitest";
import { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";
import { readLetterShares } from "./read-letter-shares.ts";

/** Liberal, moderate, conservative, Unknown. */
const IDEOLOGY = STANDARD_TRAITS.find(({ id }) => id === "ideology")!;
const top = (shares: Record<string, number>) =>
  Object.entries(shares).map(([token, share]) => ({ token, logProbability: Math.log(share) }));

test("S3 the spellings of a letter add up, and the options are renormalised, with the rest apart", () => {
  const read = readLetterShares(top({ A: 0.2, " A": 0.1, "(A": 0.1, B: 0.3, "C)": 0.05, D: 0.05, I: 0.15 }), IDEOLOGY)!;
  expect(read.distribution["liberal"]).toBeCloseTo(0.4 / 0.8, 10);
  expect(read.distribution["moderate"]).toBeCloseTo(0.3 / 0.8, 10);
  expect(read.distribution["conservative"]).toBeCloseTo(0.05 / 0.8, 10);
  expect(read.distribution["unknown"]).toBeCloseTo(0.05 / 0.8, 10);
  expect(read.refusalMass).toBeCloseTo(0.2, 10);
});

test("S3 an option that is not listed gets the least of those listed, or its part of what is left", () => {
  const little = readLetterShares(top({ A: 0.9, B: 0.08 }), IDEOLOGY)!;
  expect(little.distribution["conservative"]).toBeCloseTo(0.01, 10);
  const much = readLetterShares(top({ A: 0.5, B: 0.1 }), IDEOLOGY)!;
  expect(much.distribution["conservative"]).toBeCloseTo(0.1 / 0.8, 10);
});

test("S3 where most of the probability is on no option there is no label", () => {
  expect(readLetterShares(top({ " As": 0.6, A: 0.2, B: 0.1, C: 0.05, D: 0.05 }), IDEOLOGY)).toBeNull();
  expect(readLetterShares([], IDEOLOGY)).toBeNull();
  expect(readLetterShares(top({ "A great deal": 0.9 }), IDEOLOGY)).toBeNull();
});

test("S3 shares are a distribution, whatever the model's probabilities", () => {
  const masses = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 4, maxLength: 8 });
  fc.assert(
    fc.property(masses, (some) => {
      const sum = some.reduce((total, mass) => total + mass, 0);
      const names = ["A", " B", "(C", "D)", "I", "As", " The", "No"];
      const read = readLetterShares(top(Object.fromEntries(some.map((mass, at) => [names[at], mass / sum]))), IDEOLOGY);
      if (!read) return;
      const shares = Object.values(read.distribution);
      expect(shares).toHaveLength(4);
      expect(shares.reduce((total, share) => total + share, 0)).toBeCloseTo(1, 9);
      expect(read.refusalMass).toBeGreaterThanOrEqual(0);
    }),
  );
});
