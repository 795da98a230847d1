import { expect, test } from "vitest";
import { nextHint } from "./next-hint.ts";

test("W1 a newcomer is shown how to walk, then how to talk", () => {
  expect(nextHint([], false)).toBe("walk");
  expect(nextHint(["walk"], false)).toBe("talk");
});

test("W1 how to write is shown in a circle, where it is useful", () => {
  expect(nextHint([], true)).toBe("speak");
});

test("W1 a hint that was followed does not appear again", () => {
  expect(nextHint(["walk", "talk"], false)).toBeNull();
  expect(nextHint(["speak"], true)).toBeNull();
});
