import { isWalkable, type Ground } from "./ground.ts";
import type { Point } from "./point.ts";

/** Minimum distance between two standing bodies, centre to centre. */
export const BODY_SPACING_M = 0.8;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** Spots tried per square metre, more densely than bodies can stand, so that gaps are found. */
const SPOTS_PER_M2 = 4;

/**
 * The walkable spot nearest to `near` (within `radiusM`) that is not taken, or null when all are.
 * `isTaken` returns whether a body stands within BODY_SPACING_M of a point.
 */
export const findFreeSpot = (
  ground: Ground,
  isTaken: (x: number, z: number) => boolean,
  near: Point,
  radiusM: number,
): Point | null => {
  const tries = Math.max(1, Math.ceil(Math.PI * radiusM * radiusM * SPOTS_PER_M2));
  for (let index = 0; index < tries; index++) {
    // A sunflower spiral: even density, nearest first.
    const radius = radiusM * Math.sqrt(index / tries);
    const x = near.x + Math.sin(index * GOLDEN_ANGLE) * radius;
    const z = near.z + Math.cos(index * GOLDEN_ANGLE) * radius;
    if (!isTaken(x, z) && isWalkable(ground, x, z)) return { x, z };
  }
  return null;
};
