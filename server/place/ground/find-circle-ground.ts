/** Ground for circles beyond the spots that a place lists. */
import type { Place } from "../../../schema/messages/place.ts";
import { isWalkable, type Ground } from "../../../schema/rules/ground.ts";
import { distanceBetween, type Point } from "../../../schema/rules/point.ts";
import { FULL_CIRCLES_APART_M, SEAT_COUNT, seatPosition } from "../../../schema/rules/seating.ts";
import { centreOfCell, nearestCell, walkGridOf } from "../../../schema/rules/walk-grid.ts";

/**
 * How far circles keep from each other, centre to centre, tried in this order: with a way between them; two full
 * ones side by side; with eight seats each, as when everybody wants one.
 */
const SPACINGS_M = [9, FULL_CIRCLES_APART_M, 4.7];
/** Every so many cells of the walkable grid: a metre. */
const GRID_CELLS = 2;
/** One steps in and out there. */
const KEPT_CLEAR_M = 4;

/** `standable`: whether all seats of a circle can be walked to; null: not looked at yet. */
type Candidate = Point & { standable: boolean | null };

const candidatesOf = new WeakMap<Ground, Candidate[]>();

/** Where the middle of a circle can be walked to from the spawn. Looked for once per place. */
function findCandidates(ground: Ground, place: Pick<Place, "spawn" | "portals">): Candidate[] {
  let candidates = candidatesOf.get(ground);
  if (candidates !== undefined) return candidates;
  candidates = [];
  const grid = walkGridOf(ground);
  const spawnCell = nearestCell(grid, place.spawn, place.spawn.radius, (cell) => grid.region[cell]! > 0);
  const doors = [place.spawn, ...place.portals];
  for (let row = 0; row < grid.rows; row += GRID_CELLS) {
    for (let column = 0; column < grid.columns; column += GRID_CELLS) {
      const cell = row * grid.columns + column;
      if (grid.region[cell] !== grid.region[spawnCell]) continue;
      const { x, z } = centreOfCell(grid, cell);
      if (isClear({ x, z }, doors, KEPT_CLEAR_M)) candidates.push({ x, z, standable: null });
    }
  }
  candidatesOf.set(ground, candidates);
  return candidates;
}

/** Costs sixteen looks at the ground: asked only of a point that would be taken, and once. */
const isStandable = (ground: Ground, candidate: Candidate): boolean =>
  (candidate.standable ??= Array.from({ length: SEAT_COUNT }, (_, seat) => seatPosition(candidate, seat)).every(
    ({ x, z }) => isWalkable(ground, x, z),
  ));

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
  const candidates = findCandidates(ground, place);
  for (const spacing of SPACINGS_M) {
    let nearest: Candidate | null = null;
    let nearestM = Infinity;
    for (const candidate of candidates) {
      const distance = distanceBetween(candidate, near);
      if (distance >= nearestM || !isClear(candidate, taken, spacing) || !isStandable(ground, candidate)) continue;
      nearest = candidate;
      nearestM = distance;
    }
    if (nearest !== null) return { x: nearest.x, z: nearest.z };
  }
  return null;
}
