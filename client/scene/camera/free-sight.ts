import type { Place } from "../../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";

/** Something tall enough to hide the camera's target: a rotated box on the ground. */
export type SightBlocker = {
  x: number;
  z: number;
  halfX: number;
  halfZ: number;
  sin: number;
  cos: number;
  top: number;
};

const TALL_M = 1.6;
const THIN_M = 0.45;
const PORTAL = { halfX: 1.35, halfZ: 0.5, height: 3.2 };
const STEP_M = 0.3;
const MARGIN_M = 0.45;

/** Walls, stalls, portals and trees; columns and posts are thin enough to look past. */
export function sightBlockers(place: Place, ground: Ground): SightBlocker[] {
  type Upright = { x: number; z: number; halfX: number; halfZ: number; yaw: number; height: number };
  const block = ({ x, z, halfX, halfZ, yaw, height }: Upright): SightBlocker => ({
    x,
    z,
    halfX: halfX + MARGIN_M,
    halfZ: halfZ + MARGIN_M,
    sin: Math.sin(yaw),
    cos: Math.cos(yaw),
    top: heightAt(ground, x, z) + height,
  });
  return [
    ...place.solids
      .filter(({ height }) => height > TALL_M)
      .flatMap((solid) => {
        if (solid.shape === "box") return [block(solid)];
        const { radius } = solid;
        return radius > THIN_M ? [block({ ...solid, halfX: radius, halfZ: radius, yaw: 0 })] : [];
      }),
    ...place.portals.map(({ x, z, yaw }) => block({ x, z, yaw, ...PORTAL })),
  ];
}

/** The largest distance from `target` (at most `wanted` metres) at which nothing hides the view; `yaw` and `pitch` are the viewing direction. */
export function freeSight(
  blockers: readonly SightBlocker[],
  target: { x: number; y: number; z: number },
  yaw: number,
  pitch: number,
  wanted: number,
): number {
  const [dx, dy, dz] = [-Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), -Math.cos(yaw) * Math.cos(pitch)];
  for (let back = STEP_M; back < wanted; back += STEP_M) {
    const [x, y, z] = [target.x + dx * back, target.y + dy * back, target.z + dz * back];
    for (const { x: atX, z: atZ, halfX, halfZ, sin, cos, top } of blockers) {
      if (y > top) continue;
      const across = (x - atX) * cos - (z - atZ) * sin;
      const along = (x - atX) * sin + (z - atZ) * cos;
      if (Math.abs(across) < halfX && Math.abs(along) < halfZ) return back - STEP_M;
    }
  }
  return wanted;
}
