import { expect, test } from "vitest";
import { TraitDistribution, UNKNOWN } from "./labels.ts";
import { STANDARD_TRAITS } from "./standard-traits.ts";

const label = (distribution: Record<string, number>) =>
  TraitDistribution.safeParse({ distribution, source: "sampled", count: 40 }).success;

test("S3 a label is a distribution: probabilities that add up to 1, Unknown among the values", () => {
  expect(label({ democrat: 1 / 3, republican: 1 / 3, [UNKNOWN]: 1 / 3 })).toBe(true);
  expect(label({ [UNKNOWN]: 1 })).toBe(true);
  expect(label({ democrat: 0.4, republican: 0.4 })).toBe(false);
  expect(label({ democrat: 1.2, republican: -0.2 })).toBe(false);
  expect(label({})).toBe(false);
});

test("S3 no two standard traits and no two values of one share an id, and none is called Unknown", () => {
  const ids = STANDARD_TRAITS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { values } of STANDARD_TRAITS) {
    const found = values.map(({ id }): string => id);
    expect(new Set([...found, UNKNOWN]).size).toBe(found.length + 1);
  }
});
