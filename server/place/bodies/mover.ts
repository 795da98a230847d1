import type { Walk } from "../../../schema/rules/find-path.ts";
import type { Body } from "../../../schema/rules/movement.ts";
import type { Point } from "../../../schema/rules/point.ts";
import type { InputQueue } from "./input-queue.ts";

/** One body of a place with everything that moves it. Exact, unlike the rounded synced state. */
export type Mover = {
  readonly id: string;
  readonly kind: "person" | "persona";
  readonly body: Body;
  /** Null for personas, and for a person whose connection is gone. */
  inputs: InputQueue | null;
  /** Where it stands or will stand; others keep clear of it. */
  goal: Point;
  /** Whether a path is being searched; the walk begins within a few ticks. */
  planning: boolean;
  /** The walk that the server drives. */
  walk: Walk | null;
  walkStartedTick: number;
  /** What it turns to while standing; null: it keeps its direction. */
  face: Point | null;
  /** Whether its circle has sent it somewhere: it does not wander until released. */
  held: boolean;
  /** The tick in which it last moved or turned. */
  movedTick: number;
  /**
   * What to report to its owner: "soon" when inputs were settled as predicted, "now" when the
   * server moved it, or it did not do what was asked.
   */
  report: "none" | "soon" | "now";
};

export const createMover = (id: string, kind: Mover["kind"], body: Body): Mover => ({
  id,
  kind,
  body,
  inputs: null,
  goal: { x: body.x, z: body.z },
  planning: false,
  walk: null,
  walkStartedTick: 0,
  face: null,
  held: false,
  movedTick: 0,
  report: "none",
});

/** Whether the server walks this body: then its owner's browser predicts nothing. */
export const isDriven = (mover: Mover): boolean => isWalking(mover) || mover.face !== null;

export const isWalking = (mover: Mover): boolean => mover.planning || mover.walk !== null;
