import { expect, test } from "vitest";
import { gatherWrites } from "./gather-writes.ts";

test("M5 what is to be written while a write is under way goes together into the next", async () => {
  const written: number[][] = [];
  const add = gatherWrites<number>(async (items) => void written.push([...items]));
  await Promise.all([add([1]), add([2]), add([3, 4])]);
  await add([5]);
  expect(written).toEqual([[1], [2, 3, 4], [5]]);
});

test("M5 of writes that went together only those fail that fail alone", async () => {
  const written: number[] = [];
  const add = gatherWrites<number>(async (items) => {
    if (items.includes(3)) throw new Error("no three");
    written.push(...items);
  });
  const outcomes = await Promise.allSettled([add([1]), add([2]), add([3]), add([4])]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(written).toEqual([1, 2, 4]);
});
