import type { Place } from "../../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";

/** Something on the ground that could obstruct the view: a post, a tree, a stall. Metres. */
export type Obstacle = { x: number; z: number; radius: number; top: number };

type Box = Extract<Place["solids"][number], { shape: "box" }>;

const LOWEST_M = 0.9;
const FLAME_M = 1.1;
const CROWNS_M: Partial<Record<Place["props"][number]["kind"], number>> = { cypress: 0.75, olive: 1.8, banner: 0.7 };
/** Candidate turns from the wished direction, in radians, smallest first. */
const TURNS = [0, 0.25, -0.25, 0.5, -0.5, 0.8, -0.8, 1.15, -1.15, 1.6, -1.6];
/** An obstacle this close behind the camera still reaches into the picture. */
const BEHIND_M = 1;
const MARGIN_M = 0.35;
/** A turn of one radian costs as much as one obstacle halfway. */
const TURN_COST = 0.5;

export function findObstacles(place: Place, ground: Ground): Obstacle[] {
  return place.solids
    .filter(({ height }) => height > LOWEST_M)
    .flatMap((solid) => {
      const hasFlame = place.props.some(({ kind, x, z }) => kind === "brazier" && x === solid.x && z === solid.z);
      const top = heightAt(ground, solid.x, solid.z) + solid.height + (hasFlame ? FLAME_M : 0);
      if (solid.shape === "box") return rowOf(solid, top);
      return [{ x: solid.x, z: solid.z, radius: Math.max(solid.radius, crownAt(place, solid)), top }];
    });
}

/** How far a prop on a solid reaches beyond it (a tree's crown). */
function crownAt({ props }: Place, { x, z }: { x: number; z: number }): number {
  const prop = props.find((other) => other.x === x && other.z === z);
  return prop ? (CROWNS_M[prop.kind] ?? 0) * prop.scale : 0;
}

/** A wall as a row of round obstacles. */
function rowOf({ x, z, halfX, halfZ, yaw }: Box, top: number): Obstacle[] {
  const radius = Math.min(halfX, halfZ);
  const isAlongX = halfX > halfZ;
  const reach = Math.max(halfX, halfZ) - radius;
  const count = Math.ceil(reach / radius) + 1;
  return Array.from({ length: count }, (_, index) => {
    const away = count === 1 ? 0 : (index / (count - 1)) * 2 * reach - reach;
    const [localX, localZ] = isAlongX ? [away, 0] : [0, away];
    return {
      x: x + localX * Math.cos(yaw) + localZ * Math.sin(yaw),
      z: z - localX * Math.sin(yaw) + localZ * Math.cos(yaw),
      radius,
      top,
    };
  });
}

/** A framing: the spot, the radius around it, the camera's distance and pitch. */
export type Shot = { x: number; y: number; z: number; radius: number; distance: number; pitch: number };

/** A viewing direction near the wished one with few obstacles between the camera and its subject. */
export function findClearYaw(obstacles: readonly Obstacle[], shot: Shot, wished: number): number {
  const costs = TURNS.map((turn) => clutterOf(obstacles, shot, wished + turn) + TURN_COST * Math.abs(turn));
  return wished + TURNS[costs.indexOf(Math.min(...costs))]!;
}

/** How obstructed the view is: 0 when free; obstacles nearer to the camera hide more. */
export function clutterOf(obstacles: readonly Obstacle[], shot: Shot, yaw: number): number {
  const [dx, dz] = [Math.sin(yaw), Math.cos(yaw)];
  const flat = shot.distance * Math.cos(shot.pitch);
  const [x, z] = [shot.x - dx * flat, shot.z - dz * flat];
  let clutter = 0;
  for (const obstacle of obstacles) {
    const along = (obstacle.x - x) * dx + (obstacle.z - z) * dz;
    const off = Math.abs((obstacle.x - x) * dz - (obstacle.z - z) * dx) - obstacle.radius - MARGIN_M;
    if (along < -BEHIND_M - obstacle.radius || along > flat - shot.radius * 0.5) continue;
    const share = Math.max(0, along) / flat;
    const sightY = shot.y + Math.tan(shot.pitch) * (flat - Math.max(0, along)) - shot.radius * share;
    if (off > shot.radius * share || obstacle.top < sightY - MARGIN_M) continue;
    clutter += 1 / (0.5 + share);
  }
  return clutter;
}
