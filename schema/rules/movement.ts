/** One pure movement step, run by the server and, as prediction, by the body's owner. */
import { BODY_RADIUS_M, clampToBounds, isWalkable, solidsNear, type Ground } from "./ground.ts";
import { nearestOfSolid, type Nearest } from "./solid-distance.ts";

/** Inputs and simulation run at this step. */
export const STEP_SECONDS = 1 / 20;
export const WALK_SPEED_M_PER_S = 3;
export const RUN_SPEED_M_PER_S = 6;
const TURN_SPEED_RADIANS_PER_S = 12;
/** A body moves at most this far between collision checks; less than its radius, so it cannot tunnel. */
const LONGEST_SLIDE_M = BODY_RADIUS_M * 0.9;
const LONGEST_STEP_SECONDS = 0.25;
/** Two touching solids need a few iterations to push a body out of their corner. */
const PUSH_ROUNDS = 6;
/** Around one solid the second attempt is short enough; between several it may take more. */
const SLIDE_ROUNDS = 4;
/** Slightly less than what just fits, so that one iteration finds it. */
const SHORTER = 0.995;
const ROUNDING_M = 1e-10;

/** Where a body is: metres, and radians with 0 along +z, growing towards +x. */
export type Body = { x: number; z: number; yaw: number };
/** Direction in world space; longer than 1 counts as 1, shorter walks slower. */
export type Move = { moveX: number; moveZ: number; run: boolean };

const nearest: Nearest = { distance: 0, normalX: 0, normalZ: 0 };
const pushed = { x: 0, z: 0 };

const pushOut = (x: number, z: number, ground: Ground): void => {
  pushed.x = x;
  pushed.z = z;
  for (let round = 0; round < PUSH_ROUNDS; round++) {
    let moved = false;
    for (const solid of solidsNear(ground, pushed.x, pushed.z)) {
      nearestOfSolid(solid, pushed.x, pushed.z, nearest);
      const overlap = BODY_RADIUS_M - nearest.distance;
      if (overlap <= 0) continue;
      pushed.x += nearest.normalX * overlap;
      pushed.z += nearest.normalZ * overlap;
      moved = true;
    }
    const inside = clampToBounds(ground, pushed.x, pushed.z);
    if (inside.x !== pushed.x || inside.z !== pushed.z) {
      pushed.x = inside.x;
      pushed.z = inside.z;
      moved = true;
    }
    if (!moved) return;
  }
};

const slide = (body: Body, dx: number, dz: number, ground: Ground): void => {
  const wanted = Math.sqrt(dx * dx + dz * dz);
  let share = 1;
  for (let round = 0; round < SLIDE_ROUNDS; round++) {
    pushOut(body.x + dx * share, body.z + dz * share, ground);
    const { x, z } = pushed;
    const length = Math.sqrt((x - body.x) * (x - body.x) + (z - body.z) * (z - body.z));
    if (length <= wanted + ROUNDING_M) {
      // In a corner too tight to push it out, the body stays where it was.
      if (!isWalkable(ground, x, z)) return;
      body.x = x;
      body.z = z;
      return;
    }
    // Pushed aside, as at the end of a wall, it would move too far: try a shorter step.
    share *= (wanted / length) * SHORTER;
  }
};

/** Turns a yaw towards another by at most `limit` radians, the short way; the result is within ±π. */
export const turnTowards = (yaw: number, target: number, limit: number): number => {
  const difference = Math.atan2(Math.sin(target - yaw), Math.cos(target - yaw));
  const turned = yaw + Math.max(-limit, Math.min(limit, difference));
  return Math.atan2(Math.sin(turned), Math.cos(turned));
};

/** Turns on the spot, at the turning speed of a walking body. */
export const turnBody = (body: Body, targetYaw: number, dtSeconds: number): void => {
  body.yaw = turnTowards(body.yaw, targetYaw, TURN_SPEED_RADIANS_PER_S * dtSeconds);
};

/**
 * Moves `body` in place by one step of `dtSeconds`: at most the walking or running speed,
 * sliding along solids, inside the bounds. A body on walkable ground stays on walkable ground.
 * Invalid numbers (NaN, Infinity) are ignored.
 */
export const stepBody = (body: Body, move: Move, dtSeconds: number, ground: Ground): void => {
  const { moveX, moveZ } = move;
  const length = Math.sqrt(moveX * moveX + moveZ * moveZ);
  if (!Number.isFinite(length) || length === 0 || !(dtSeconds > 0)) return;
  const seconds = Math.min(dtSeconds, LONGEST_STEP_SECONDS);
  const speed = move.run ? RUN_SPEED_M_PER_S : WALK_SPEED_M_PER_S;
  const distance = speed * seconds * Math.min(1, length);
  const slides = Math.ceil(distance / LONGEST_SLIDE_M);
  const dx = ((moveX / length) * distance) / slides;
  const dz = ((moveZ / length) * distance) / slides;
  for (let index = 0; index < slides; index++) slide(body, dx, dz, ground);
  turnBody(body, Math.atan2(moveX, moveZ), seconds);
};
