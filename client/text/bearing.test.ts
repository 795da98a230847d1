import fc from "fast-check";
import { expect, test } from "vitest";
import { distance, pointTowards, stopShortOf, compassDirectionTo, COMPASS_DIRECTIONS } from "./bearing.ts";

const here = { x: 0, z: 0 };
const coordinate = fc.double({ min: -100, max: 100, noNaN: true });

test("W10 north is up on the map and east to its right", () => {
  expect(compassDirectionTo(here, { x: 0, z: -5 })).toBe("north");
  expect(compassDirectionTo(here, { x: 5, z: 0 })).toBe("east");
  expect(compassDirectionTo(here, { x: -5, z: 5 })).toBe("southWest");
});

test("W10 walking in a wind leads to where that wind points", () => {
  for (const wind of COMPASS_DIRECTIONS) expect(compassDirectionTo(here, pointTowards(here, wind, 7))).toBe(wind);
});

test("W10 going to someone ends beside them, never beyond and never on them", () => {
  fc.assert(
    fc.property(coordinate, coordinate, (x, z) => {
      const left = distance(stopShortOf(here, { x, z }, 2), { x, z });
      expect(left).toBeCloseTo(Math.min(2, Math.hypot(x, z)), 6);
    }),
  );
});
