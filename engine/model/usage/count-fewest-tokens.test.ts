import { expect, test } from "vitest";
import { countFewestTokens } from "./count-fewest-tokens.ts";

test("L3 no honest answer reaches the cap by this count, and an endless one soon does", () => {
  const english = "The plaza was quiet this evening, and nobody minded the rain very much. ";
  expect(countFewestTokens(english)).toBeLessThan(english.length / 5);
  expect(countFewestTokens("今天晚上广场很安静")).toBeLessThan(9 / 1.5);
  expect(countFewestTokens("今天晚上广场很安静")).toBeGreaterThan(9 / 2.5);
  expect(countFewestTokens("")).toBe(0);
  const pieces = [...english].reduce((sum, letter) => sum + countFewestTokens(letter), 0);
  expect(pieces).toBeCloseTo(countFewestTokens(english), 9);
});
