/** Ground for circles beyond the spots that a place lists. */
import type { Place } from "../../schema/messages/place.ts";
import { isWalkable, type Ground } from "../../schema/rules/ground.ts";
import { distanceBetween, type Point } from "../../schema/rules/point.ts";
import { SEAT_COUNT, seatPosition } from "../../schema/rules/seating.ts";
import { centreOfCell, nearestCell, walkGridOf } from "../../schema/rules/walk-grid.ts";

/**
 * How far circles keep from each other, centre to centre, tried in this order: with a way between them; two full
 * ones side by side; with eight seats each, as when everybody wants one.
 */
const SPACINGS_M = [9, 7.4, 4.7];
/** Every so many cells of the walkable grid: a metre. */
const GRID_CELLS = 2;
/** One steps in and out there. */
const KEPT_CLEAR_M = 4;

const groundOf = new WeakMap<Ground, Point[]>();

/** Where all seats of a circle can be walked to from the spawn. Looked for once per place. */
function standableGround(ground: Ground, place: Pick<Place, "spawn" | "portals">): Point[] {
  let points = groundOf.get(ground);
  if (points !== undefined) return points;
  points = [];
  const grid = walkGridOf(ground);
  const spawnCell = nearestCell(grid, place.spawn, place.spawn.radius, (cell) => grid.region[cell]! > 0);
  const doors = [place.spawn, ...place.portals];
  for (let cell = 0; cell < grid.region.length; cell++) {
    const isOnRaster = cell % GRID_CELLS === 0 && Math.floor(cell / grid.columns) % GRID_CELLS === 0;
    if (!isOnRaster || grid.region[cell] !== grid.region[spawnCell]) continue;
    const point = centreOfCell(grid, cell);
    if (!doors.some((door) => distanceBetween(door, point) < KEPT_CLEAR_M) && areSeatsWalkable(ground, point))
      points.push(point);
  }
  groundOf.set(ground, points);
  return points;
}

const areSeatsWalkable = (ground: Ground, centre: Point): boolean =>
  Array.from({ length: SEAT_COUNT }, (_, seat) => seatPosition(centre, seat)).every(({ x, z }) =>
    isWalkable(ground, x, z),
  );

/** Whether all of `taken` are at least so far from a point: asked for every point of a place. */
function isClear({ x, z }: Point, taken: readonly Point[], spacingM: number): boolean {
  for (const circle of taken) {
    const dx = circle.x - x;
    const dz = circle.z - z;
    if (dx * dx + dz * dz < spacingM * spacingM) return false;
  }
  return true;
}

/** The free ground nearest to `near`, as far from the circles that `taken` holds as can be; null when there is none. */
export function findCircleGround(
  ground: Ground,
  place: Pick<Place, "spawn" | "portals">,
  near: Point,
  taken: readonly Point[],
): Point | null {
  const points = standableGround(ground, place);
  for (const spacing of SPACINGS_M) {
    let nearest: Point | null = null;
    let nearestM = Infinity;
    for (const point of points) {
      const distance = distanceBetween(point, near);
      if (distance >= nearestM || !isClear(point, taken, spacing)) continue;
      nearest = point;
      nearestM = distance;
    }
    if (nearest !== null) return { x: nearest.x, z: nearest.z };
  }
  return null;
}
