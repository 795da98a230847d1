import fc from "fast-check";
import { expect, test } from "vitest";
import { VectorIndex } from "./vector-index.ts";

const dot = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, value, index) => sum + value * other[index]!, 0);

test("M5 scores are dot products, for any dimension, any slots, through every growth", () => {
  const number = fc.float({ min: -1, max: 1, noNaN: true });
  const rows = fc.integer({ min: 1, max: 70 }).chain((dimension) => {
    const vector = fc
      .array(number, { minLength: dimension, maxLength: dimension })
      .map((values) => Float32Array.from(values));
    return fc.tuple(vector, fc.array(fc.tuple(fc.nat({ max: 300 }), vector), { minLength: 1, maxLength: 20 }));
  });
  fc.assert(
    fc.property(rows, ([query, entries]) => {
      const index = new VectorIndex(query.length);
      for (const [slot, vector] of entries) index.set(slot, vector);
      const known = new Map(entries);
      const scores = index.score(query, 310);
      for (let slot = 0; slot < 310; slot++)
        expect(scores[slot]).toBeCloseTo(known.has(slot) ? dot(known.get(slot)!, query) : 0, 4);
    }),
  );
});
test("M5 vectors of another dimension are refused", () =>
  expect(() => new VectorIndex(8).set(0, new Float32Array(9))).toThrow("a vector of 9 dimensions among vectors of 8"));
