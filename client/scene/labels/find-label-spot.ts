import type { BoxList } from "./box-list.ts";

/** Pixels on the canvas. */
export type Box = { left: number; top: number; right: number; bottom: number };

/** A bubble's offset from its usual place above the head: pixels to the side and up. */
export type Spot = { aside: number; lift: number };

/** Candidate offsets as shares of the bubble's width, nearest first. */
const ASIDE_SHARES = [0, 0.22, -0.22, 0.44, -0.44];
const LIFT_STEP_PX = 26;
const MAX_LIFT_PX = 260;

/** Above the head. */
export const usualSpot = (): Spot => ({ aside: 0, lift: 0 });

/** A bubble and its anchor: `head` is what its tail points at, `bounds` the area it stays in. Pixels. */
export type Hanging = {
  width: number;
  height: number;
  head: { x: number; y: number };
  bounds: Box;
};

/** Writes the box of a bubble into `into`. */
export function boxAt({ width, height, head, bounds }: Hanging, { aside, lift }: Spot, into: Box): Box {
  const half = width / 2;
  const x = Math.max(bounds.left + half, Math.min(bounds.right - half, head.x + aside));
  const bottom = Math.max(bounds.top + height, Math.min(bounds.bottom, head.y - lift));
  into.left = x - half;
  into.right = x + half;
  into.top = bottom - height;
  into.bottom = bottom;
  return into;
}

const candidate = usualSpot();
const tried: Box = { left: 0, top: 0, right: 0, bottom: 0 };

const isFree = (hanging: Hanging, spot: Spot, taken: BoxList): boolean => !taken.covers(boxAt(hanging, spot, tried));

/**
 * Moves `spot` to where a bubble covers nothing that is `taken`: it stays while that is free, else moves to the nearest
 * free one; false when there is none. Called in every frame, so it allocates nothing.
 */
export function findLabelSpot(hanging: Hanging, taken: BoxList, spot: Spot): boolean {
  if (isFree(hanging, spot, taken)) return true;
  for (candidate.lift = 0; candidate.lift <= MAX_LIFT_PX; candidate.lift += LIFT_STEP_PX)
    for (let index = 0; index < ASIDE_SHARES.length; index++) {
      candidate.aside = ASIDE_SHARES[index]! * hanging.width;
      if (!isFree(hanging, candidate, taken)) continue;
      spot.aside = candidate.aside;
      spot.lift = candidate.lift;
      return true;
    }
  return false;
}
