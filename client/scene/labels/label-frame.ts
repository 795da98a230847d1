import type { PerspectiveCamera, Vector3 } from "three";
import type { WorldCircle } from "../world-types.ts";

/** What labels need to know in a frame. */
export type LabelFrame = {
  camera: PerspectiveCamera;
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
  figures: Iterable<{ id: string; avatar: { name: string } }>;
  circles: Iterable<WorldCircle>;
  topicOf(circle: WorldCircle): string;
  /** The spot above a figure's head; null when it is not drawn. */
  topOf(id: string, target: Vector3): Vector3 | null;
  heightAt(x: number, z: number): number;
};

/** Pixels on the canvas and metres from the eye. */
export type Pixel = { x: number; y: number; depth: number };

/** Puts it into `into`; null when behind it or well outside. Overwrites `at`. */
export function project({ camera, width, height }: LabelFrame, at: Vector3, into: Pixel): Pixel | null {
  const depth = at.distanceTo(camera.position);
  at.project(camera);
  if (at.z > 1 || Math.abs(at.x) > 1.15 || Math.abs(at.y) > 1.25) return null;
  into.x = (at.x * 0.5 + 0.5) * width;
  into.y = (0.5 - at.y * 0.5) * height;
  into.depth = depth;
  return into;
}
