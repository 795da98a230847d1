import { expect, test } from "vitest";
import { takeTurns } from "./take-turns.ts";

test("S7 results of two runs are computed at once, others wait in order, and one that fails gives its turn on", async () => {
  const turn = takeTurns(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = [0, 1, 2, 3].map((place) =>
    turn(async () => {
      begun.push(place);
      await new Promise<void>((end) => ends.push(end));
      if (place === 0) throw new Error("none");
      return place;
    }),
  );
  expect(begun).toEqual([0, 1]);
  ends[0]!();
  await expect(all[0]).rejects.toThrow("none");
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  ends[1]!();
  await expect.poll(() => begun).toEqual([0, 1, 2, 3]);
  ends.slice(2).forEach((end) => end());
  expect(await Promise.all(all.slice(1))).toEqual([1, 2, 3]);
});

test("whoever would wait behind more than may wait is refused, and those who wait are not", async () => {
  const turn = takeTurns(1, 1, () => new Error("busy"));
  const ends: (() => void)[] = [];
  const work = () => turn(() => new Promise<void>((end) => ends.push(end)));
  const [first, second] = [work(), work()];
  await expect(work()).rejects.toThrow("busy");
  ends.shift()!();
  await first;
  await expect.poll(() => ends.length).toBe(1);
  ends.shift()!();
  await second;
});
