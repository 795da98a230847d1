import type { PerspectiveCamera, Vector3 } from "three";
import type { WorldCircle } from "../world-types.ts";

/** The part of the world that labels are attached to. */
export type LabelledWorld = {
  readonly camera: PerspectiveCamera;
  readonly circles: ReadonlyMap<string, WorldCircle>;
  topicOf(circle: WorldCircle): string;
  /** The spot above a figure's head; null when it is not drawn. */
  topOf(id: string, target: Vector3): Vector3 | null;
  heightAt(x: number, z: number): number;
};

/** Data that labels need in a frame: one object, updated every frame. */
export type LabelFrame = LabelledWorld & {
  width: number;
  height: number;
  /** Pixels that no panel hides: from `seenLeft` on, and from the top. */
  seenLeft: number;
  seenWidth: number;
  seenHeight: number;
  dt: number;
  ownId: string;
  pointedAtId: string;
  /** Nearest first. */
  figures: readonly { id: string; avatar: { name: string } }[];
};

export const startFrame = (world: LabelledWorld): LabelFrame => ({
  ...world,
  width: 1,
  height: 1,
  seenLeft: 0,
  seenWidth: 1,
  seenHeight: 1,
  dt: 0,
  ownId: "",
  pointedAtId: "",
  figures: [],
});

/** Pixels on the canvas and metres from the eye. */
export type Pixel = { x: number; y: number; depth: number };

/** Projects `at` (overwriting it) and writes the result into `into`; null when behind the camera or well outside the picture. */
export function project({ camera, width, height }: LabelFrame, at: Vector3, into: Pixel): Pixel | null {
  const depth = at.distanceTo(camera.position);
  at.project(camera);
  if (at.z > 1 || Math.abs(at.x) > 1.15 || Math.abs(at.y) > 1.25) return null;
  into.x = (at.x * 0.5 + 0.5) * width;
  into.y = (0.5 - at.y * 0.5) * height;
  into.depth = depth;
  return into;
}
