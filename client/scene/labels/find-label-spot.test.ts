import fc from "fast-check";
import { expect, test } from "vitest";
import { boxAt, findLabelSpot, USUAL_SPOT, type Box } from "./find-label-spot.ts";

const phone: Box = { left: 8, top: 64, right: 382, bottom: 420 };
const size = { width: 280, height: 96 };
const overlap = (one: Box, other: Box) =>
  Math.min(one.right, other.right) > Math.max(one.left, other.left) &&
  Math.min(one.bottom, other.bottom) > Math.max(one.top, other.top);

test("C3 a bubble hangs above its head where nothing is in the way", () => {
  expect(findLabelSpot(size, { x: 200, y: 300 }, phone, [], USUAL_SPOT)).toEqual(USUAL_SPOT);
});

test("C3 no bubble covers a face or a bubble that was placed before it, and all stay in the picture", () => {
  const head = fc.record({ x: fc.integer({ min: 0, max: 390 }), y: fc.integer({ min: 40, max: 420 }) });
  fc.assert(
    fc.property(fc.array(head, { minLength: 1, maxLength: 8 }), (heads) => {
      const faces = heads.map(({ x, y }) => ({ left: x - 14, right: x + 14, top: y + 4, bottom: y + 36 }));
      const placed: Box[] = [];
      heads.forEach((at, index) => {
        const others = faces.filter((_, other) => other !== index);
        const spot = findLabelSpot(size, at, phone, [...others, ...placed], USUAL_SPOT);
        if (!spot) return;
        const box = boxAt(size, at, spot, phone);
        for (const taken of [...others, ...placed]) expect(overlap(box, taken)).toBe(false);
        expect(box.left >= phone.left && box.right <= phone.right && box.top >= phone.top).toBe(true);
        placed.push(box);
      });
    }),
  );
});

test("C3 a bubble stays where it is as long as it can", () => {
  const now = { aside: 61.6, lift: 52 };
  expect(findLabelSpot(size, { x: 200, y: 300 }, phone, [], now)).toEqual(now);
});
