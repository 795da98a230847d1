import fc from "fast-check";
import { expect, test } from "vitest";
import { placeLabels } from "./place-labels.ts";

const SIZE = 3;
const HALF = 62;
const spot = fc.record({
  id: fc.uuid(),
  text: fc.constant("What makes a place feel like home?"),
  x: fc.integer({ min: -50, max: 50 }),
  z: fc.integer({ min: -50, max: 50 }),
  radius: fc.constant(4.2),
});

test("W10 names on the map are not written over each other, and stay on it", () => {
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 5 }), (spots) => {
      const labels = placeLabels(spots, SIZE, HALF);
      labels.forEach((label, index) => {
        const width = label.text.length * 0.56 * SIZE;
        expect(Math.abs(label.x) + width / 2).toBeLessThanOrEqual(HALF + 0.001);
        for (const other of labels.slice(0, index)) {
          const isBeside = Math.abs(label.x - other.x) >= width - 0.001;
          expect(isBeside || Math.abs(label.y - other.y) >= SIZE * 1.25 - 0.001).toBe(true);
        }
      });
    }),
  );
});

test("W10 a long topic is cut on the map", () => {
  const [label] = placeLabels(
    [{ id: "a", text: "What makes a place feel like home?", x: 0, z: 0, radius: 4 }],
    SIZE,
    HALF,
  );
  expect(label!.text).toBe("What makes a place feel l…");
});
