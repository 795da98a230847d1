import type { Box, BoxList } from "./box-list.ts";

/** A label's offset from its usual place above the head: pixels to the side and up. */
export type Spot = { aside: number; lift: number };

/** Candidate offsets as shares of the label's width, nearest first. */
const ASIDE_SHARES = [0, 0.22, -0.22, 0.44, -0.44];
const LIFT_STEP_PX = 26;
/** Less around a label that has just moved, and it would have to move again at once. */
export const ROOM_TO_SPARE_PX = 4;

/** Above the head. */
export const usualSpot = (): Spot => ({ aside: 0, lift: 0 });
export const noBox = (): Box => ({ left: 0, top: 0, right: 0, bottom: 0 });

/** A label: `head` is what it hangs above, `bounds` the area it stays in, `mostLift` how far it rises. Pixels. */
export type Hanging = {
  width: number;
  height: number;
  readonly head: { x: number; y: number };
  readonly bounds: Box;
  mostLift: number;
};

/** Writes the box of a label into `into`. */
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
const tried = noBox();

export const isFree = (hanging: Hanging, spot: Spot, taken: BoxList, around = 0): boolean =>
  !taken.covers(boxAt(hanging, spot, tried), around);

/**
 * Moves `spot` to the nearest one where a label covers nothing that is `taken` or `avoided`, with room to spare; false
 * when there is none. Called in every frame, so it allocates nothing.
 */
export function findLabelSpot(hanging: Hanging, taken: BoxList, spot: Spot, avoided?: BoxList): boolean {
  for (candidate.lift = 0; candidate.lift <= hanging.mostLift; candidate.lift += LIFT_STEP_PX)
    for (let index = 0; index < ASIDE_SHARES.length; index++) {
      candidate.aside = ASIDE_SHARES[index]! * hanging.width;
      if (!isFree(hanging, candidate, taken, ROOM_TO_SPARE_PX)) continue;
      if (avoided && !isFree(hanging, candidate, avoided, ROOM_TO_SPARE_PX)) continue;
      spot.aside = candidate.aside;
      spot.lift = candidate.lift;
      return true;
    }
  return false;
}
