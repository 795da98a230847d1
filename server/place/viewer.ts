import type { Mover } from "./mover.ts";
import { NearSet } from "./near-set.ts";

/** Spectators are served in turn, a quarter of them per patch: 5 Hz each. */
export const SPECTATOR_PHASES = 4;

/** How one connection sees the place; kept as `client.userData`. */
export type Viewer =
  | { kind: "person"; mover: Mover; near: NearSet }
  | {
      kind: "spectator";
      phase: number;
      /** Circle followed, or "" for the whole place. */
      circleId: string;
      /** The patch that was next when it got the full state. */
      sincePatch: number;
    };

export const personViewer = (mover: Mover): Viewer => ({ kind: "person", mover, near: new NearSet() });
