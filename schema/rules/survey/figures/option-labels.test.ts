import { expect, test } from "vitest";
import { optionLabels } from "./option-labels.ts";

const OPTIONS = [{ text: "Ann" }, { text: "Bob" }];

test("S7 of several shares, each is known by its answer", () => {
  expect(optionLabels([{ id: "effective-size" }, { id: "share" }, { id: "share" }], OPTIONS)).toEqual([
    undefined,
    "Ann",
    "Bob",
  ]);
});

test("S7 of several differences, each is known by its answer", () => {
  expect(optionLabels([{ id: "cramers-v" }, { id: "share-difference" }, { id: "share-difference" }], OPTIONS)).toEqual([
    undefined,
    "Ann",
    "Bob",
  ]);
});
