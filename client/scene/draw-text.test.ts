import { expect, test } from "vitest";
import { breakLines } from "./paint-board.ts";

const within = (most: number) => (line: string) => line.length <= most;

test("C9 text on a board breaks between words of any script, and within a word that is longer than a line", () => {
  expect(breakLines("Should buses run all night?", within(12))).toEqual(["Should buses", "run all", "night?"]);
  expect(breakLines("夜行バスは必要ですか", within(4)).every(within(4))).toBe(true);
  expect(breakLines("夜行バスは必要ですか", within(4)).join("")).toBe("夜行バスは必要ですか");
  expect(breakLines("abcdefghij k", within(4))).toEqual(["abcd", "efgh", "ij k"]);
  expect(breakLines("all night?", within(9))).toEqual(["all", "night?"]);
  expect(breakLines("", within(4))).toEqual([""]);
});

test("C9 an emoji on a board is not cut in two", () => {
  const family = "👨‍👩‍👧";
  expect(breakLines(family.repeat(3), within(family.length))).toEqual([family, family, family]);
});
