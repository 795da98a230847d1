import { describe, expect, it } from "vitest";
import { BODY_RADIUS_M } from "./ground.ts";
import { distanceBetween } from "./point.ts";
import { CIRCLE_RADIUS_M, freeSeat, SEAT_COUNT, seatPosition } from "./seating.ts";

const centre = { x: 3, z: -2 };
const seats = Array.from({ length: SEAT_COUNT }, (_, seat) => seatPosition(centre, seat));

describe("seating", () => {
  it("C1 seats sixteen at least a metre apart, all within the circle's floor", () => {
    for (const [index, seat] of seats.entries()) {
      expect(distanceBetween(centre, seat) + BODY_RADIUS_M).toBeLessThan(CIRCLE_RADIUS_M);
      for (const other of seats.slice(index + 1)) expect(distanceBetween(seat, other)).toBeGreaterThanOrEqual(1);
    }
  });

  it("C1 gives the lowest free seat, and none when sixteen are taken", () => {
    expect(freeSeat([])).toBe(0);
    expect(freeSeat([0, 1, 3])).toBe(2);
    expect(freeSeat(Array.from({ length: SEAT_COUNT }, (_, seat) => seat))).toBeNull();
  });

  it("C1 has no seat beyond the sixteenth", () => {
    for (const seat of [-1, 16, 0.5, NaN]) expect(() => seatPosition(centre, seat)).toThrow(RangeError);
  });
});
