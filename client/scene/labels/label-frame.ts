import { Vector3, type PerspectiveCamera } from "three";
import type { HungBoard } from "../boards/shown-boards.ts";
import type { WorldCircle } from "../world-types.ts";
import type { Box } from "./box-list.ts";

/** The part of the world that labels are attached to. */
export type LabelledWorld = {
  readonly camera: PerspectiveCamera;
  readonly circles: ReadonlyMap<string, WorldCircle>;
  topicOf(circle: WorldCircle): string;
  /** The spot above a figure's head; null when it is not drawn. */
  topOf(id: string, target: Vector3): Vector3 | null;
  heightAt(x: number, z: number): number;
  /** What hangs in the place to be read. */
  boards(): readonly HungBoard[];
};

/** Data that labels need in a frame: one object, updated every frame. */
export type LabelFrame = LabelledWorld & {
  width: number;
  height: number;
  /** Pixels that no panel hides: from `seenLeft` and `seenTop` on. */
  seenLeft: number;
  seenTop: number;
  seenWidth: number;
  seenHeight: number;
  dt: number;
  reducedMotion: boolean;
  ownId: string;
  pointedAtId: string;
  /** Nearest first; `hidden`: 1 where it is dissolved. */
  figures: readonly { id: string; avatar: { name: string }; hidden: number }[];
  /** What floats over the picture, such as a hint. */
  floating: readonly Box[];
};

export const startFrame = (world: LabelledWorld): LabelFrame => ({
  ...world,
  width: 1,
  height: 1,
  seenLeft: 0,
  seenTop: 0,
  seenWidth: 1,
  seenHeight: 1,
  dt: 0,
  reducedMotion: false,
  ownId: "",
  pointedAtId: "",
  figures: [],
  floating: [],
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

const corner = new Vector3();

/** Writes the box that a board covers on the canvas into `into`; false when the camera does not see its front. */
export function projectBoard(
  { camera, width, height }: LabelFrame,
  { corners, facing }: HungBoard,
  into: Box,
): boolean {
  into.left = into.top = Infinity;
  into.right = into.bottom = -Infinity;
  for (const at of corners) {
    corner.copy(camera.position).sub(at);
    if (corner.dot(facing) <= 0) return false;
    corner.copy(at).project(camera);
    if (corner.z > 1) return false;
    const x = (corner.x * 0.5 + 0.5) * width;
    const y = (0.5 - corner.y * 0.5) * height;
    into.left = Math.min(into.left, x);
    into.right = Math.max(into.right, x);
    into.top = Math.min(into.top, y);
    into.bottom = Math.max(into.bottom, y);
  }
  return true;
}
