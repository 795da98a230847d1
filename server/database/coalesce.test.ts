import { expect, test } from "vitest";
import { coalesce } from "./coalesce.ts";

test("M5 requests during a batch form the next one, each with its own answer", async () => {
  const worked: number[][] = [];
  const double = coalesce<number, number>(async (asked) => {
    worked.push([...asked]);
    return asked.map((number) => 2 * number);
  });
  expect(await Promise.all([double(1), double(2), double(3)])).toEqual([2, 4, 6]);
  expect(await double(5)).toBe(10);
  expect(worked).toEqual([[1], [2, 3], [5]]);
});

test("M5 one failing request does not fail the others of its batch", async () => {
  const worked: number[] = [];
  const add = coalesce<number, void>(async (asked) => {
    if (asked.includes(3)) throw new Error("no three");
    worked.push(...asked);
    return asked.map(() => undefined);
  });
  const outcomes = await Promise.allSettled([add(1), add(2), add(3), add(4)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(worked).toEqual([1, 2, 4]);
});
