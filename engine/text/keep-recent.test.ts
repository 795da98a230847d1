import { expect, test } from "vitest";
import { keepRecent } from "./keep-recent.ts";

test("a text is read once while its answer is kept, and again after it was dropped", () => {
  const read: string[] = [];
  const measure = keepRecent((text) => read.push(text) && text.length, 2);
  expect(["a", "bb", "a", "ccc", "bb", "a"].map(measure)).toEqual([1, 2, 1, 3, 2, 1]);
  expect(read).toEqual(["a", "bb", "ccc", "a"]);
});
