import { ByteBudget } from "./byte-budget.ts";
import type { Mover } from "../bodies/mover.ts";
import { NearSet } from "./near-set.ts";

/** Spectators are served in turn, a quarter of them per patch: 5 Hz each. */
export const SPECTATOR_PHASES = 4;

/** The patch since which a connection has read too slowly, or not at all yet; null while it keeps up. */
type BehindSince = number | null;

export type PersonViewer = {
  kind: "person";
  mover: Mover;
  near: NearSet;
  budget: ByteBudget;
  behindSince: BehindSince;
};

export type SpectatorViewer = {
  kind: "spectator";
  phase: number;
  /** Circle followed, or "" for the whole place. */
  circleId: string;
  /** The next patch when it got the full state. */
  sincePatch: number;
  behindSince: BehindSince;
};

/** How one connection sees the place; stored in `client.userData`. */
export type Viewer = PersonViewer | SpectatorViewer;

export const personViewer = (mover: Mover): PersonViewer => ({
  kind: "person",
  mover,
  near: new NearSet(),
  budget: new ByteBudget(),
  behindSince: null,
});
