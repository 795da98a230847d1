import { expect, test } from "vitest";
import { BoxList } from "./box-list.ts";
import { liftOver } from "./lift-over.ts";

const listOf = (...boxes: { left: number; top: number; right: number; bottom: number }[]) => {
  const list = new BoxList();
  for (const box of boxes) list.add(box);
  return list;
};
const labelAt = (x: number, bottom: number) => ({ left: x - 50, right: x + 50, top: bottom - 20, bottom });

test("C9 a circle's topic hangs above a board that it would cover, and above the boards there", () => {
  const boards = listOf(
    { left: 100, right: 400, top: 200, bottom: 380 },
    { left: 300, right: 500, top: 120, bottom: 198 },
  );
  const beside = labelAt(700, 300);
  liftOver(boards, beside);
  expect(beside).toEqual(labelAt(700, 300));
  const before = labelAt(150, 300);
  liftOver(boards, before);
  expect(before).toEqual(labelAt(150, 196));
  const stacked = labelAt(380, 300);
  liftOver(boards, stacked);
  expect(stacked).toEqual(labelAt(380, 116));
});
