/** Pixels on the canvas. */
export type Box = { left: number; top: number; right: number; bottom: number };

/** Where a bubble goes, from its usual place above the head: pixels to the side and up. */
export type Spot = { aside: number; lift: number };

/** Shares of the bubble's width, nearest first. */
const ASIDE_SHARES = [0, 0.22, -0.22, 0.44, -0.44];
const LIFT_STEP_PX = 26;
const MAX_LIFT_PX = 260;

export const USUAL_SPOT: Spot = { aside: 0, lift: 0 };

const overlaps = (one: Box, other: Box) =>
  one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;

/** The box of a bubble whose tail points at `head`, pushed inside `bounds`. */
export function boxAt(
  size: { width: number; height: number },
  head: { x: number; y: number },
  spot: Spot,
  bounds: Box,
): Box {
  const half = size.width / 2;
  const x = Math.max(bounds.left + half, Math.min(bounds.right - half, head.x + spot.aside));
  const bottom = Math.max(bounds.top + size.height, Math.min(bounds.bottom, head.y - spot.lift));
  return { left: x - half, right: x + half, top: bottom - size.height, bottom };
}

/**
 * A spot where a bubble covers nothing that is `taken`: the one it has (`now`) while that is free, else the nearest;
 * null when there is none.
 */
export function findLabelSpot(
  size: { width: number; height: number },
  head: { x: number; y: number },
  bounds: Box,
  taken: readonly Box[],
  now: Spot,
): Spot | null {
  const isFree = (spot: Spot) => {
    const box = boxAt(size, head, spot, bounds);
    return !taken.some((other) => overlaps(box, other));
  };
  if (isFree(now)) return now;
  for (let lift = 0; lift <= MAX_LIFT_PX; lift += LIFT_STEP_PX)
    for (const share of ASIDE_SHARES) {
      const spot = { aside: share * size.width, lift };
      if (isFree(spot)) return spot;
    }
  return null;
}
