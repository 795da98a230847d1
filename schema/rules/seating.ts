/** Seats of a circle: two rings of eight, filled so that a few members sit opposite each other. */
import type { Point } from "./point.ts";

export const SEAT_COUNT = 16;
/** The floor space a circle needs. */
export const CIRCLE_RADIUS_M = 4.2;
/** Minimum distance of two circles with all seats taken, centre to centre. */
export const FULL_CIRCLES_APART_M = 7.4;
const INNER_RADIUS_M = 1.9;
const OUTER_RADIUS_M = 3.3;
const RING_SEATS = 8;
/** Seat index → position on its ring. */
const FILLING_ORDER = [0, 4, 2, 6, 1, 5, 3, 7];

/** Throws RangeError for a seat that does not exist (0–15). */
export const seatPosition = (circle: Point, seat: number): Point => {
  const order = FILLING_ORDER[seat % RING_SEATS];
  if (order === undefined || seat < 0 || seat >= SEAT_COUNT)
    throw new RangeError(`no seat ${seat}: there are 0–${SEAT_COUNT - 1}`);
  const outer = seat >= RING_SEATS;
  const angle = ((order + (outer ? 0.5 : 0)) / RING_SEATS) * 2 * Math.PI;
  const radius = outer ? OUTER_RADIUS_M : INNER_RADIUS_M;
  return { x: circle.x + Math.sin(angle) * radius, z: circle.z + Math.cos(angle) * radius };
};

/** The seat to take next, or null when all sixteen are taken. */
export const freeSeat = (taken: Iterable<number>): number | null => {
  const occupied = new Set(taken);
  for (let seat = 0; seat < SEAT_COUNT; seat++) if (!occupied.has(seat)) return seat;
  return null;
};
