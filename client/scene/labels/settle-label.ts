import type { BoxList, Box } from "./box-list.ts";
import {
  findLabelSpot,
  isFree,
  noBox,
  ROOM_TO_SPARE_PX,
  usualSpot,
  type Hanging,
  type Spot,
} from "./find-label-spot.ts";

/** How often a label that was displaced, or hidden, looks for a nearer spot again. */
const LOOKS_AGAIN_SECONDS = 1;
const GLIDE_SECONDS = 0.15;

/** A label that hangs above a head, from frame to frame. */
export type HangingLabel = Hanging & {
  /** Its target; `hasRoom` is false when there is no room for it. */
  readonly spot: Spot;
  hasRoom: boolean;
  /** Its current position on the way there. */
  readonly drawn: Spot;
  /** Seconds since it last looked for a spot. */
  sinceLooked: number;
  /** The box it covers at its target. */
  readonly covered: Box;
};

/** @param bounds the area it stays in: the same object for all frames */
export const hangLabel = (bounds: Box, mostLift: number): HangingLabel => ({
  width: 0,
  height: 0,
  head: { x: 0, y: 0 },
  bounds,
  mostLift,
  spot: usualSpot(),
  hasRoom: false,
  drawn: usualSpot(),
  sinceLooked: Infinity,
  covered: noBox(),
});

/**
 * Finds room and moves there smoothly. A label stays where it is while that is free; it moves, or shows itself again,
 * only to where there is room to spare, or it would flicker at the edge of something. Where there is no room, one that
 * `isNeeded` is at its usual spot. It covers an `avoided` box only where every free spot does.
 */
export function settle(
  label: HangingLabel,
  { dt, reducedMotion }: { dt: number; reducedMotion: boolean },
  taken: BoxList,
  isNeeded: boolean,
  avoided?: BoxList,
): void {
  const { spot, hasRoom: hadRoom } = label;
  let isFound = hadRoom && isFree(label, spot, taken);
  const isClear = isFound && (!avoided || isFree(label, spot, avoided));
  const isAtHome = isClear && spot.aside === 0 && spot.lift === 0;
  label.sinceLooked = isAtHome ? 0 : label.sinceLooked + dt;
  if (hadRoom !== isFound || label.sinceLooked > LOOKS_AGAIN_SECONDS) {
    label.sinceLooked = 0;
    isFound = findSpot(label, taken, avoided, isClear) || isFound;
  }
  if (!isFound) spot.aside = spot.lift = 0;
  label.hasRoom = isFound || isNeeded;
  if (!label.hasRoom) return;
  glide(label, hadRoom && !reducedMotion ? 1 - Math.exp(-dt / GLIDE_SECONDS) : 1);
}

/** Whether it covers one of the boxes. @param wasOver whether it did so before: then it needs room to spare not to */
export const isOver = (label: HangingLabel, boxes: BoxList, wasOver: boolean): boolean =>
  label.hasRoom && !isFree(label, label.spot, boxes, wasOver ? ROOM_TO_SPARE_PX : 0);

/** @param isClear whether its present spot covers no avoided box: then it stays there rather than cover one */
function findSpot(label: HangingLabel, taken: BoxList, avoided: BoxList | undefined, isClear: boolean): boolean {
  const { spot } = label;
  return findLabelSpot(label, taken, spot, avoided) || isClear || findLabelSpot(label, taken, spot);
}

/** @param share of the way to its spot */
function glide({ spot, drawn }: HangingLabel, share: number): void {
  drawn.aside += (spot.aside - drawn.aside) * share;
  drawn.lift += (spot.lift - drawn.lift) * share;
}
