import type { Stance } from "../world-types.ts";

/** What the camera may look at in a frame. */
export type CameraSubjects = {
  own: (Stance & { y: number; pace: number }) | null;
  /** The circle the person sits in or watches. */
  circle: { x: number; y: number; z: number; radius: number } | null;
  /** Position and direction of that circle's speaker. */
  speaker: (Stance & { y: number; sit: number }) | null;
  isSeated: boolean;
  /** Shares of the picture's width and height that no panel hides. */
  seen: { width: number; height: number };
};
