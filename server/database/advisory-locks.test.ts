import { expect, test } from "vitest";
import * as locks from "./advisory-locks.ts";

test("O5 no two advisory locks have the same number, so that none waits for another's holder", () => {
  const numbers = Object.values(locks);
  expect(new Set(numbers).size).toBe(numbers.length);
});
