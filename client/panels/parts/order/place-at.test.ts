import { expect, test } from "vitest";
import { moved, placeAt, scrollStep } from "./place-at.ts";

test("W10 what is dragged lands behind all whose middle is above the pointer, and stays where it was above its own place", () => {
  const middles = [50, 200, 260, 400];
  const landings = (from: number) => [-20, 55, 230, 300, 900].map((y) => placeAt(y, from, middles));
  expect(landings(0)).toEqual([0, 0, 1, 2, 3]);
  expect(landings(3)).toEqual([0, 1, 2, 3, 3]);
  expect(landings(1)).toEqual([0, 1, 1, 2, 3]);
});

test("W10 a drag near an edge scrolls, faster the nearer it is, and nowhere else", () => {
  const view = { top: 100, bottom: 700 };
  expect([400, 160, 640].map((y) => scrollStep(y, view))).toEqual([0, 0, 0]);
  expect(scrollStep(690, view)).toBeGreaterThan(scrollStep(650, view));
  expect([-500, 100, 700, 5000].map((y) => scrollStep(y, view))).toEqual([-14, -14, 14, 14]);
});

test("W10 moving one keeps the order of the others", () => {
  expect(moved(["a", "b", "c", "d"], 0, 2)).toEqual(["b", "c", "a", "d"]);
  expect(moved(["a", "b", "c", "d"], 3, 0)).toEqual(["d", "a", "b", "c"]);
});
