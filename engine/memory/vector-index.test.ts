import fc from "fast-check";
import { expect, test } from "vitest";
import { VectorIndex } from "./vector-index.ts";

const dot = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, value, index) => sum + value * other[index]!, 0);

const unitVector = (dimension: number) =>
  fc
    .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: dimension, maxLength: dimension })
    .filter((values) => Math.hypot(...values) > 1e-6)
    .map((values) => {
      const length = Math.hypot(...values);
      return Float32Array.from(values, (value) => value / length);
    });

test("M5 scores are dot products within 0.001, for any dimension, any slots, through every growth", () => {
  const rows = fc
    .oneof(fc.integer({ min: 1, max: 70 }), fc.constant(1024))
    .chain((dimension) =>
      fc.tuple(
        unitVector(dimension),
        fc.array(fc.tuple(fc.nat({ max: 300 }), unitVector(dimension)), { minLength: 1, maxLength: 10 }),
      ),
    );
  fc.assert(
    fc.property(rows, ([query, entries]) => {
      const index = new VectorIndex(query.length);
      // Nothing has greater products than a vector with itself and with its opposite.
      const known = new Map(entries).set(301, query).set(
        302,
        query.map((value) => -value),
      );
      for (const [slot, vector] of known) index.set(slot, vector);
      const scores = index.score(query, 310);
      for (let slot = 0; slot < 310; slot++) {
        const expected = known.has(slot) ? dot(known.get(slot)!, query) : 0;
        expect(Math.abs(scores[slot]! - expected)).toBeLessThan(0.001);
      }
    }),
  );
});
test("M5 vectors of another dimension are refused", () =>
  expect(() => new VectorIndex(8).set(0, new Float32Array(9))).toThrow("a vector of 9 dimensions among vectors of 8"));
