import { expect, test } from "vitest";
import { Quality } from "./quality.ts";

const drawn = (quality: Quality, seconds: number, frameMs: number) => {
  for (let ms = 0; ms < seconds * 1000; ms += frameMs) quality.measure(frameMs);
  return quality.level;
};

test("W1 a machine that draws two frames a second is at the plainest level within four seconds", () => {
  const plainest = new Quality("auto");
  for (let step = 0; step < 10; step++) drawn(plainest, 10, 40);
  expect(drawn(new Quality("auto"), 4, 500)).toBe(plainest.level);
});

test("W1 a somewhat slow machine steps down one level at a time, and a fast one keeps its level", () => {
  const quality = new Quality("auto");
  const { level } = quality;
  expect(drawn(new Quality("auto"), 60, 16)).toBe(level);
  const next = drawn(quality, 2.5, 34);
  expect(next.pixelRatio).toBeLessThan(level.pixelRatio);
  expect(drawn(quality, 2.5, 34).pixelRatio).toBeLessThan(next.pixelRatio);
});

test("W1 a tab that was hidden for a minute is no slow machine", () => {
  const quality = new Quality("auto");
  const { level } = quality;
  drawn(quality, 2, 10);
  quality.measure(60_000);
  expect(drawn(quality, 2, 10)).toBe(level);
});

test("W1 a level that proved too slow is not tried again", () => {
  const quality = new Quality("auto");
  const slow = quality.level;
  drawn(quality, 2.5, 34);
  expect(drawn(quality, 120, 8)).not.toBe(slow);
});
