import { expect, test } from "vitest";
import { keepRecent } from "./keep-recent.ts";

test("a text is read once as long as it is asked for again, and anew after it was dropped", () => {
  const read: string[] = [];
  const measure = keepRecent((text) => read.push(text) && text.length, 4);
  const asked = ["a", "bb", "a", "ccc", "a", "dddd", "a", "bb"];
  expect(asked.map(measure)).toEqual(asked.map(({ length }) => length));
  expect(read).toEqual(["a", "bb", "ccc", "dddd", "bb"]);
});
