import fc from "fast-check";
import { expect, test } from "vitest";
import { BestFew } from "./best-few.ts";

test("M4 the best few are those of sorting all or some, of equals the earlier, and NaN is none of them", () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(NaN));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 200 }), fc.integer({ min: 0, max: 30 }), (values, limit) => {
      const sorted = [...values.keys()]
        .filter((index) => !Number.isNaN(values[index]))
        .sort((one, other) => values[other]! - values[one]! || one - other);
      const isOdd = (index: number) => index % 2 === 1;
      const [all, odd] = [new BestFew(limit), new BestFew(limit)];
      for (const [index, value] of values.entries()) {
        all.offer(index, value);
        if (isOdd(index)) odd.offer(index, value);
      }
      expect(all.list()).toEqual(sorted.slice(0, limit));
      expect(odd.list()).toEqual(sorted.filter(isOdd).slice(0, limit));
    }),
  );
});
