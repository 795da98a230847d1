import { expect, test } from "vitest";
import { waitBeforeTry } from "./wait-before-try.ts";

test("O5 retries back off to at most eight seconds, with jitter", () => {
  expect([1, 2, 3, 4, 5, 6, 60].map((attempt) => waitBeforeTry(attempt, 1))).toEqual([
    500, 1000, 2000, 4000, 8000, 8000, 8000,
  ]);
  expect(waitBeforeTry(6, 0)).toBe(4000);
});
