import { describe, expect, it, test } from "vitest";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { askPython, statisticsPath } from "../../../test/statistics.ts";
import { krippendorffAlpha } from "./krippendorff-alpha.ts";

const byUnit = (coders: string[]): string[][] =>
  Array.from(coders[0]!, (_, unit) => coders.map((values) => values[unit]!).filter((value) => value !== "."));

test.each([
  ["two coders, nothing missing", 0.095, ["0100000010", "1110010000"]],
  ["four coders, some missing", 0.743, ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]],
])("C9 α as Krippendorff computes it by hand: %s", (_, alpha, coders) =>
  expect(krippendorffAlpha(byUnit(coders))).toBeCloseTo(alpha, 3),
);

test("C9 α is 1 where all agree, null where nothing varies or nobody is compared", () => {
  expect(
    krippendorffAlpha([
      [true, true],
      [false, false],
    ]),
  ).toBe(1);
  expect(
    krippendorffAlpha([
      [true, true],
      [true, true],
    ]),
  ).toBeNull();
  expect(krippendorffAlpha([[true], [false], []])).toBeNull();
});

describe.skipIf(statisticsPath === null)("C9 α beside NumPy", () => {
  it("C9 is that of all pairs, one by one, weighted as Krippendorff defines it", async () => {
    const random = seededRandom(31, 0);
    const below = (most: number) => Math.floor(random() * most);
    const problems = Array.from({ length: 300 }, () => {
      const [coders, values] = [2 + below(4), 1 + below(4)];
      return Array.from({ length: 1 + below(20) }, () =>
        Array.from({ length: coders }, () => below(values)).filter(() => random() > 0.2),
      );
    });
    const theirs = await askPython<(number | null)[]>(
      `
from itertools import permutations
result = []
for units in data:
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    observed = [(a != b) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2)]
    expected = [a != b for a, b in permutations(values, 2)]
    if not expected or np.mean(expected) == 0:
        result.append(None)
        continue
    result.append(float(1 - (np.sum(observed) / len(values)) / np.mean(expected)))
`,
      problems,
    );
    problems.forEach((units, index) => {
      const [ours, wanted] = [krippendorffAlpha(units), theirs[index]!];
      if (ours === null || wanted === null) expect(ours).toBe(wanted);
      else expect(ours).toBeCloseTo(wanted, 9);
    });
    expect(theirs.filter((value) => value !== null).length).toBeGreaterThan(100);
  });
});
