import { expect, test } from "vitest";
import { createFitColumns } from "./fit-columns.ts";
import { fitOf } from "./trait-fit.ts";

test("S4 a trait or value with the name of a part of every object fits by its labels alone", () => {
  const label = { distribution: { yes: 1 }, source: "sampled", count: 10, model: "m" } as const;
  expect(fitOf(label, ["constructor"], 2)).toBe(0);
  const { columns } = createFitColumns(
    [{ id: "a", labels: {} }],
    [
      { wanted: { constructor: ["yes"] }, places: 1 },
      { wanted: { toString: ["yes"] }, places: 1 },
    ],
    (found, values) => fitOf(found, values, 2),
  );
  expect(columns.map(([fit]) => fit).toSorted()).toEqual([0.5, 0.5, 1]);
});
