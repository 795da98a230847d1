import fc from "fast-check";
import { expect, test } from "vitest";
import { assignArms, countCells, type Condition } from "./conditions.ts";

const condition = (name: string, arms: number): Condition => ({
  name,
  arms: Array.from({ length: arms }, (_, arm) => ({ name: `${name}${arm}`, text: "" })),
});

test("S1 arms are assigned balanced, in every combination, by a seed that repeats them", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 0xffff_ffff }),
      fc.integer({ min: 1, max: 150 }),
      (sizes, seed, respondents) => {
        const conditions = sizes.map((size, place) => condition(`c${place}`, size));
        const counts = new Map<string, number>();
        for (let respondent = 0; respondent < respondents; respondent += 1) {
          const arms = assignArms(conditions, respondent, seed);
          expect(assignArms(conditions, respondent, seed)).toEqual(arms);
          const cell = JSON.stringify(arms);
          counts.set(cell, (counts.get(cell) ?? 0) + 1);
        }
        const cells = countCells(conditions);
        const least = Math.floor(respondents / cells);
        expect(counts.size).toBeLessThanOrEqual(cells);
        if (least > 0) expect(counts.size).toBe(cells);
        for (const count of counts.values()) expect(count === least || count === least + 1).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test("S1 another seed assigns otherwise, and without conditions there are no arms", () => {
  const conditions = [condition("frame", 2)];
  const order = (seed: number) =>
    Array.from({ length: 40 }, (_, respondent) => assignArms(conditions, respondent, seed)["frame"]).join();
  expect(order(1)).not.toBe(order(2));
  expect(assignArms([], 5, 1)).toEqual({});
});

test("S1 more combinations than a panel could balance assign no arms", () => {
  const binary = (count: number) => Array.from({ length: count }, (_, place) => condition(`c${place}`, 2));
  expect(Object.keys(assignArms(binary(6), 3, 1)).length).toBe(6);
  expect(assignArms(binary(7), 3, 1)).toEqual({});
  expect(assignArms(binary(27), 3, 1)).toEqual({});
  expect(assignArms(binary(2_000), 3, 1)).toEqual({});
});
