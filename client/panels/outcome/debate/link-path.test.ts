import { expect, test } from "vitest";
import { linkPath } from "./link-path.ts";

const card = (left: number, top: number) => ({ left, top, width: 100, height: 40 });

test("C2 a line between columns runs through the gap, whichever way it points", () => {
  expect(linkPath(card(0, 0), card(150, 100))).toBe("M 100 20 C 125 20, 125 120, 150 120");
  expect(linkPath(card(150, 100), card(0, 0))).toBe("M 150 120 C 125 120, 125 20, 100 20");
});

test("C2 a line within a column bends around its left, where it crosses no card", () => {
  expect(linkPath(card(20, 0), card(20, 100))).toBe("M 20 20 C 2 20, 2 120, 20 120");
});
