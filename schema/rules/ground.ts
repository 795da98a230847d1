import type { Place, Terrace } from "../messages/place.ts";
import type { Point } from "./point.ts";
import { nearestOfSolid, prepareSolid, reachOfSolid, type Nearest, type PreparedSolid } from "./solid-distance.ts";

/** Half the width of a body: its minimum distance from solids and the edge. */
export const BODY_RADIUS_M = 0.35;
/** The range of `clearanceAt`; nothing further away matters to one step. */
export const CLEARANCE_SIGHT_M = 2;
/** Rounding may leave a body at most this far inside. */
export const CLEARANCE_TOLERANCE_M = 1e-6;

const CELL_M = 4;
const NO_SOLIDS: readonly PreparedSolid[] = [];

/** A place prepared for movement, path-finding and drawing. */
export type Ground = {
  readonly bounds: Place["bounds"];
  readonly terraces: readonly Terrace[];
  /** Half the side of the square that contains the place, metres. */
  readonly halfX: number;
  readonly halfZ: number;
  readonly columns: number;
  /** Per cell of CELL_M: the solids within CLEARANCE_SIGHT_M of any point in it. */
  readonly cells: readonly (readonly PreparedSolid[])[];
};

type Grounds = Pick<Place, "bounds" | "solids" | "terraces">;

const grounds = new WeakMap<Grounds, Ground>();

/** Cached per place: all its instances share what is later derived from its ground. */
export const prepareGround = (place: Grounds): Ground => {
  let ground = grounds.get(place);
  if (ground === undefined) grounds.set(place, (ground = buildGround(place)));
  return ground;
};

const buildGround = (place: Grounds): Ground => {
  const { bounds } = place;
  const halfX = bounds.shape === "disc" ? bounds.radius : bounds.halfX;
  const halfZ = bounds.shape === "disc" ? bounds.radius : bounds.halfZ;
  const columns = Math.ceil((2 * halfX) / CELL_M);
  const rows = Math.ceil((2 * halfZ) / CELL_M);
  const cells: PreparedSolid[][] = Array.from({ length: columns * rows }, () => []);
  for (const solid of place.solids.map(prepareSolid)) {
    const reach = reachOfSolid(solid) + CLEARANCE_SIGHT_M;
    const fromColumn = Math.max(0, Math.floor((solid.x - reach + halfX) / CELL_M));
    const toColumn = Math.min(columns - 1, Math.floor((solid.x + reach + halfX) / CELL_M));
    const fromRow = Math.max(0, Math.floor((solid.z - reach + halfZ) / CELL_M));
    const toRow = Math.min(rows - 1, Math.floor((solid.z + reach + halfZ) / CELL_M));
    for (let row = fromRow; row <= toRow; row++) {
      for (let column = fromColumn; column <= toColumn; column++) cells[row * columns + column]?.push(solid);
    }
  }
  return { bounds, terraces: place.terraces, halfX, halfZ, columns, cells };
};

/** The solids that matter near a point. */
export const solidsNear = (ground: Ground, x: number, z: number): readonly PreparedSolid[] => {
  const column = Math.floor((x + ground.halfX) / CELL_M);
  const row = Math.floor((z + ground.halfZ) / CELL_M);
  if (column < 0 || column >= ground.columns) return NO_SOLIDS;
  return ground.cells[row * ground.columns + column] ?? NO_SOLIDS;
};

const nearest: Nearest = { distance: 0, normalX: 0, normalZ: 0 };

const distanceToEdge = ({ bounds }: Ground, x: number, z: number): number =>
  bounds.shape === "disc"
    ? bounds.radius - Math.sqrt(x * x + z * z)
    : Math.min(bounds.halfX - Math.abs(x), bounds.halfZ - Math.abs(z));

/** Metres to the nearest solid or edge, at most CLEARANCE_SIGHT_M; negative inside a solid or out of bounds. */
export const clearanceAt = (ground: Ground, x: number, z: number): number => {
  let clearance = Math.min(CLEARANCE_SIGHT_M, distanceToEdge(ground, x, z));
  for (const solid of solidsNear(ground, x, z)) {
    nearestOfSolid(solid, x, z, nearest);
    if (nearest.distance < clearance) clearance = nearest.distance;
  }
  return clearance;
};

/** Whether a body can stand there. False for NaN and Infinity. */
export const isWalkable = (ground: Ground, x: number, z: number): boolean =>
  clearanceAt(ground, x, z) >= BODY_RADIUS_M - CLEARANCE_TOLERANCE_M;

/** The point itself, or the nearest one where a body is inside the bounds. Solids are not considered. */
export const clampToBounds = ({ bounds }: Ground, x: number, z: number): Point => {
  if (bounds.shape === "box") {
    const limitX = bounds.halfX - BODY_RADIUS_M;
    const limitZ = bounds.halfZ - BODY_RADIUS_M;
    return { x: Math.min(limitX, Math.max(-limitX, x)), z: Math.min(limitZ, Math.max(-limitZ, z)) };
  }
  const limit = bounds.radius - BODY_RADIUS_M;
  const length = Math.sqrt(x * x + z * z);
  return length <= limit ? { x, z } : { x: (x / length) * limit, z: (z / length) * limit };
};

const TURN = 2 * Math.PI;

const spansAngle = ({ fromAngle, toAngle }: Terrace, angle: number): boolean => {
  if (fromAngle === undefined || toAngle === undefined) return true;
  const width = (((toAngle - fromAngle) % TURN) + TURN) % TURN;
  return (((angle - fromAngle) % TURN) + TURN) % TURN <= (width === 0 ? TURN : width);
};

/** Height of the ground in metres; 0 where there is no terrace. Of overlapping terraces the last listed one counts. */
export const heightAt = (ground: Ground, x: number, z: number): number => {
  for (let index = ground.terraces.length - 1; index >= 0; index--) {
    const terrace = ground.terraces[index]!;
    const dx = x - terrace.x;
    const dz = z - terrace.z;
    const radius = Math.sqrt(dx * dx + dz * dz);
    if (radius < terrace.fromRadius || radius >= terrace.toRadius) continue;
    if (spansAngle(terrace, Math.atan2(dx, dz))) return terrace.height;
  }
  return 0;
};
