/** Finds ground for circles beyond the spots that a place lists. */
import type { Place } from "../../../schema/messages/place.ts";
import { isWalkable, type Ground } from "../../../schema/rules/ground.ts";
import { distanceBetween, type Point } from "../../../schema/rules/point.ts";
import { FULL_CIRCLES_APART_M, SEAT_COUNT, seatPosition } from "../../../schema/rules/seating.ts";
import { centreOfCell, nearestCell, walkGridOf } from "../../../schema/rules/walk-grid.ts";

/**
 * Distances between circles, centre to centre, tried in this order: with a path between them; two full
 * ones side by side; with eight seats each, when space is short.
 */
const SPACINGS_M = [9, FULL_CIRCLES_APART_M, 4.7];
/** Candidates are this many cells of the walkable grid apart: a metre. */
const GRID_CELLS = 2;
/** Distance kept from the spawn and portals, where people step in and out. */
const KEPT_CLEAR_M = 4;

/** `standable`: whether all seats of a circle can be reached; null: not checked yet. */
type Candidate = Point & { standable: boolean | null };

const candidatesOf = new WeakMap<Ground, Candidate[]>();

/** Points reachable from the spawn as centres of circles. Computed once per place. */
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

/** Checks sixteen points of the ground: called only for a point that would be chosen, and cached. */
const isStandable = (ground: Ground, candidate: Candidate): boolean =>
  (candidate.standable ??= Array.from({ length: SEAT_COUNT }, (_, seat) => seatPosition(candidate, seat)).every(
    ({ x, z }) => isWalkable(ground, x, z),
  ));

/** Whether all of `taken` are at least `spacingM` from a point. Called for every point of a place. */
function isClear({ x, z }: Point, taken: readonly Point[], spacingM: number): boolean {
  for (const circle of taken) {
    const dx = circle.x - x;
    const dz = circle.z - z;
    if (dx * dx + dz * dz < spacingM * spacingM) return false;
  }
  return true;
}

/** The free ground nearest to `near`, at the largest possible spacing from the circles in `taken`; null when there is none. */
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
