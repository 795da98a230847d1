import { expect, test } from "vitest";
import { measurePeople, measurePool, withoutUnknown } from "./demographics.ts";
import type { LabelledBackstory, TraitDistribution } from "./labels.ts";

const label = (distribution: Record<string, number>): TraitDistribution => ({
  distribution,
  source: "sampled",
  count: 4,
});

test("S2 S3 the pool's shares are expected ones: labels count by their probabilities, and what is not labelled is Unknown", () => {
  const pool: LabelledBackstory[] = [
    { id: "a", labels: { party: label({ democrat: 0.5, republican: 0.5 }) } },
    { id: "b", labels: { party: label({ democrat: 1 }) } },
    { id: "c", labels: { party: label({ unknown: 1 }) } },
    { id: "d", labels: {} },
  ];
  const { party } = measurePool(pool, ["party"]);
  expect(party).toEqual({ democrat: 0.375, republican: 0.125, unknown: 0.5 });
  expect(withoutUnknown(party!)).toEqual({ democrat: 0.75, republican: 0.25 });
  expect(withoutUnknown({ unknown: 1 })).toBeNull();
});

test("S2 people count once each, for every trait that they have", () => {
  expect(
    measurePeople([
      { party: "democrat", vote: 0 },
      { party: "independent", vote: 0 },
    ]),
  ).toEqual({
    party: { democrat: 0.5, independent: 0.5 },
    vote: { 0: 1 },
  });
  expect(measurePeople([])).toEqual({});
});
