import fc from "fast-check";
import { expect, test } from "vitest";
import { BoxList, type Box } from "./box-list.ts";
import { boxAt, findLabelSpot, noBox, usualSpot } from "./find-label-spot.ts";

const phone: Box = { left: 8, top: 64, right: 382, bottom: 420 };
const listOf = (...boxes: Box[]) => {
  const list = new BoxList();
  for (const box of boxes) list.add(box);
  return list;
};
const hangingAt = (x: number, y: number) => ({ width: 280, height: 96, head: { x, y }, bounds: phone, mostLift: 260 });
const overlap = (one: Box, other: Box) =>
  Math.min(one.right, other.right) > Math.max(one.left, other.left) &&
  Math.min(one.bottom, other.bottom) > Math.max(one.top, other.top);

test("C3 a bubble hangs above its head where nothing is in the way", () => {
  const spot = usualSpot();
  expect(findLabelSpot(hangingAt(200, 300), listOf(), spot)).toBe(true);
  expect(spot).toEqual(usualSpot());
});

test("C3 no bubble covers a face or a bubble that was placed before it, and all stay in the picture", () => {
  const head = fc.record({ x: fc.integer({ min: 0, max: 390 }), y: fc.integer({ min: 40, max: 420 }) });
  fc.assert(
    fc.property(fc.array(head, { minLength: 1, maxLength: 8 }), (heads) => {
      const faces = heads.map(({ x, y }) => ({ left: x - 14, right: x + 14, top: y + 4, bottom: y + 36 }));
      const placed: Box[] = [];
      heads.forEach((at, index) => {
        const others = faces.filter((_, other) => other !== index);
        const spot = usualSpot();
        if (!findLabelSpot(hangingAt(at.x, at.y), listOf(...others, ...placed), spot)) return;
        const box = boxAt(hangingAt(at.x, at.y), spot, noBox());
        for (const taken of [...others, ...placed]) expect(overlap(box, taken)).toBe(false);
        expect(box.left >= phone.left && box.right <= phone.right && box.top >= phone.top).toBe(true);
        placed.push(box);
      });
    }),
  );
});
