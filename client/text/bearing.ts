/** Directions in words: metres and eight winds. North is −z, as on the map. */

type Point = { x: number; z: number };

export const COMPASS_DIRECTIONS = [
  "north",
  "northEast",
  "east",
  "southEast",
  "south",
  "southWest",
  "west",
  "northWest",
] as const;
export type CompassDirection = (typeof COMPASS_DIRECTIONS)[number];

export const distance = (from: Point, to: Point): number => Math.hypot(to.x - from.x, to.z - from.z);

export function compassDirectionTo(from: Point, to: Point): CompassDirection {
  const turns = Math.atan2(to.x - from.x, from.z - to.z) / (2 * Math.PI);
  return COMPASS_DIRECTIONS[Math.round(turns * 8 + 8) % 8] ?? "north";
}

/** The point `metres` away in a wind. */
export function pointTowards(from: Point, wind: CompassDirection, metres: number): Point {
  const angle = (COMPASS_DIRECTIONS.indexOf(wind) / 8) * 2 * Math.PI;
  return { x: from.x + Math.sin(angle) * metres, z: from.z - Math.cos(angle) * metres };
}

/** The point `metres` short of `to`, coming from `from`: beside something rather than on it. */
export function stopShortOf(from: Point, to: Point, metres: number): Point {
  const way = distance(from, to);
  if (way <= metres) return from;
  const share = (way - metres) / way;
  return { x: from.x + (to.x - from.x) * share, z: from.z + (to.z - from.z) * share };
}
