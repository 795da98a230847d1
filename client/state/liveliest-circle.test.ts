import { expect, test } from "vitest";
import type { CircleSnapshot } from "../net/place-snapshot.ts";
import { liveliestCircle } from "./liveliest-circle.ts";

const circle = (id: string, status: CircleSnapshot["status"], members: number, isPrivate = false) =>
  ({ id, status, members: Array.from({ length: members }, (_, index) => `m${index}`), isPrivate }) as CircleSnapshot;
const chosen = (...circles: CircleSnapshot[]) => liveliestCircle(circles)?.id;

test("W11 a spectator who chose no circle gets the liveliest: first by talk, then by the number of people", () => {
  expect(chosen(circle("waits", "waiting", 1), circle("sleeps", "asleep", 5), circle("talks", "talking", 2))).toBe(
    "talks",
  );
  expect(chosen(circle("two", "talking", 2), circle("five", "talking", 5))).toBe("five");
  expect(chosen(circle("waits", "waiting", 1), circle("sleeps", "asleep", 2))).toBe("sleeps");
});

test("C1 never a private one, nor one that has ended", () => {
  expect(chosen(circle("private", "talking", 5, true), circle("ended", "ended", 3))).toBeUndefined();
  expect(chosen()).toBeUndefined();
});
