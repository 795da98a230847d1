/** The one path-finder, for people who click and personas that wander; they follow paths with ordinary inputs. */
import { BODY_RADIUS_M, CLEARANCE_TOLERANCE_M, clearanceAt, isWalkable, type Ground } from "./ground.ts";
import { RUN_SPEED_M_PER_S, STEP_SECONDS, WALK_SPEED_M_PER_S, type Move } from "./movement.ts";
import { distanceBetween, type Point } from "./point.ts";
import { searchGrid } from "./search-grid.ts";
import { centreOfCell, nearestCell, walkGridOf, type WalkGrid } from "./walk-grid.ts";

/** A goal on a solid or out of bounds is replaced by the nearest walkable spot within this distance. */
const GOAL_SLACK_M = 6;
const START_SLACK_M = 2;
const SHORTEST_LOOK_M = 0.02;
const ARRIVED_M = 1e-3;

/** Whether a body can walk straight from one point to the other. */
export const isLineWalkable = (ground: Ground, from: Point, to: Point): boolean => {
  const length = distanceBetween(from, to);
  const stepX = length > 0 ? (to.x - from.x) / length : 0;
  const stepZ = length > 0 ? (to.z - from.z) / length : 0;
  for (let walked = 0; walked < length;) {
    const room = clearanceAt(ground, from.x + stepX * walked, from.z + stepZ * walked) - BODY_RADIUS_M;
    if (!(room >= -CLEARANCE_TOLERANCE_M)) return false;
    walked += Math.max(SHORTEST_LOOK_M, room);
  }
  return isWalkable(ground, to.x, to.z);
};

/** Drops every corner that a straight line can skip. */
const pullString = (ground: Ground, points: Point[]): Point[] => {
  const pulled: Point[] = [];
  let anchor = points[0]!;
  for (let index = 1; index < points.length - 1; index++) {
    if (isLineWalkable(ground, anchor, points[index + 1]!)) continue;
    anchor = points[index]!;
    pulled.push(anchor);
  }
  pulled.push(points[points.length - 1]!);
  return pulled;
};

const startCell = (grid: WalkGrid, from: Point): number =>
  nearestCell(
    grid,
    from,
    START_SLACK_M,
    (cell) => grid.region[cell] !== 0 && isLineWalkable(grid.ground, from, centreOfCell(grid, cell)),
  );

/**
 * The corners to walk through from `from`, ending at `to`, or at the nearest reachable spot to it
 * (within GOAL_SLACK_M). Null when there is no path.
 */
export const findPath = (ground: Ground, from: Point, to: Point): Point[] | null => {
  if (!Number.isFinite(to.x) || !Number.isFinite(to.z)) return null;
  if (isLineWalkable(ground, from, to)) return [{ x: to.x, z: to.z }];
  const grid = walkGridOf(ground);
  const start = startCell(grid, from);
  if (start < 0) return null;
  const region = grid.region[start];
  const goal = nearestCell(grid, to, GOAL_SLACK_M, (cell) => grid.region[cell] === region);
  if (goal < 0) return null;
  const points = [from, ...searchGrid(grid, start, goal).map((cell) => centreOfCell(grid, cell))];
  if (isLineWalkable(ground, points[points.length - 1]!, to)) points.push({ x: to.x, z: to.z });
  return pullString(ground, points);
};

/** A walk along a path; `next` is the corner walked towards. `followPath` advances it. `pace` (0–1] scales the speed. */
export type Walk = { readonly path: readonly Point[]; next: number; readonly run: boolean; readonly pace: number };

export const startWalk = (path: readonly Point[], run = false, pace = 1): Walk => ({ path, next: 0, run, pace });

/** The input for the next step along a walk, or null when it has arrived. The last step is shortened to end exactly there. */
export const followPath = (body: Point, walk: Walk): Move | null => {
  let corner = walk.path[walk.next];
  while (corner !== undefined && distanceBetween(body, corner) <= ARRIVED_M) corner = walk.path[++walk.next];
  if (corner === undefined) return null;
  const distance = distanceBetween(body, corner);
  const reach = (walk.run ? RUN_SPEED_M_PER_S : WALK_SPEED_M_PER_S) * STEP_SECONDS;
  const length = Math.min(walk.pace, distance / reach) / distance;
  return { moveX: (corner.x - body.x) * length, moveZ: (corner.z - body.z) * length, run: walk.run };
};

export const lengthOfPath = (from: Point, path: readonly Point[]): number => {
  let length = 0;
  let previous = from;
  for (const corner of path) {
    length += distanceBetween(previous, corner);
    previous = corner;
  }
  return length;
};
