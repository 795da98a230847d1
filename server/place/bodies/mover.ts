import type { Walk } from "../../../schema/rules/find-path.ts";
import type { Body } from "../../../schema/rules/movement.ts";
import type { Point } from "../../../schema/rules/point.ts";
import type { InputQueue } from "./input-queue.ts";

/** One body of a place with all that moves it. Exact: what is synced is rounded, this is not. */
export type Mover = {
  readonly id: string;
  readonly kind: "person" | "persona";
  readonly body: Body;
  /** Null for personas, and for a person whose connection is gone. */
  inputs: InputQueue | null;
  /** Where it stands or is going to stand: what others keep clear of. */
  goal: Point;
  /** A way is being looked for; the walk begins within a few ticks. */
  planning: boolean;
  /** Walked by the server. */
  walk: Walk | null;
  walkStartedTick: number;
  /** What it turns to while it stands; null: it keeps looking where it looks. */
  face: Point | null;
  /** Sent somewhere by its circle: it does not wander until released. */
  held: boolean;
  /** The tick it last moved or turned in. */
  movedTick: number;
  /**
   * What its owner has to be told: "soon" that inputs were settled as predicted, "now" that the
   * server moved it, or that it did not do what was asked.
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

/** The server walks this body: its owner's browser shows it and predicts nothing. */
export const isDriven = (mover: Mover): boolean => isWalking(mover) || mover.face !== null;

export const isWalking = (mover: Mover): boolean => mover.planning || mover.walk !== null;
