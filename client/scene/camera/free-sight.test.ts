import { expect, test } from "vitest";
import { freeSight, type SightBlocker } from "./free-sight.ts";

const wall: SightBlocker = { x: 0, z: 5, halfX: 3, halfZ: 0.5, sin: 0, cos: 1, top: 3 };
const eye = { x: 0, y: 1.4, z: 0 };

test("W1 the camera comes in front of a wall behind the one it follows", () => {
  const distance = freeSight([wall], eye, Math.PI, 0.2, 8);
  expect(distance).toBeGreaterThan(3.5);
  expect(distance).toBeLessThan(5);
});

test("W1 the camera keeps its distance when the wall is elsewhere, or lower than its sight", () => {
  expect(freeSight([wall], eye, 0, 0.2, 8)).toBe(8);
  expect(freeSight([{ ...wall, top: 1 }], eye, Math.PI, 0.2, 8)).toBe(8);
});
