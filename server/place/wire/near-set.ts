import type { Point } from "../../../schema/rules/point.ts";
import { MOTION_MAX_BYTES } from "../bodies/encode-motion.ts";
import type { MotionBoard, Sighting } from "../bodies/motion-board.ts";

export const JOIN_RADIUS_M = 14;
/** 1.25 × the join radius, so that a body walking along the border does not flicker. */
export const LEAVE_RADIUS_M = 17.5;
/** Members count as this much nearer, so that the last places do not flicker either. */
const MEMBER_BONUS = 0.8;
const CAPACITY = 40;
/** The share of a person's 12 kB/s for near bodies in each of 20 patches a second: 22 entries of 13 bytes. */
const NEAR_BYTES_PER_PATCH = 290;
/** The closest bodies always get motion, however much else there is to send. */
const MIN_NEAR_BYTES = 65;

/** Squared distances of the bodies found so far, nearest first. Shared: one search runs at a time. */
const ranks = new Float64Array(CAPACITY);

/** The bodies near one person, nearest first: sent at the full patch rate. */
export class NearSet {
  private members: Sighting[] = [];
  private found: Sighting[] = [];

  get size(): number {
    return this.members.length;
  }

  has(sighting: Sighting): boolean {
    return this.members.includes(sighting);
  }

  /** Recomputes who is near. A few times a second is enough. */
  refresh(centre: Point, board: MotionBoard): void {
    board.locate();
    const { sightings, positions } = board;
    const { members } = this;
    for (const sighting of members) sighting.isMember = true;
    this.found.length = 0;
    for (let index = 0; index < sightings.length; index++) {
      const dx = positions[index * 2]! - centre.x;
      const dz = positions[index * 2 + 1]! - centre.z;
      const squared = dx * dx + dz * dz;
      if (squared > LEAVE_RADIUS_M * LEAVE_RADIUS_M) continue;
      const sighting = sightings[index]!;
      if (sighting.isMember) this.keep(sighting, squared * MEMBER_BONUS * MEMBER_BONUS);
      else if (squared <= JOIN_RADIUS_M * JOIN_RADIUS_M) this.keep(sighting, squared);
    }
    for (const sighting of members) sighting.isMember = false;
    this.members = this.found;
    this.found = members;
  }

  /**
   * Writes who moved since `sinceTick`, nearest first, within the byte limit; the rest is sent with the far ones.
   * Returns the offset after it.
   */
  write(board: MotionBoard, sinceTick: number, target: Uint8Array, at: number, mostBytes: number): number {
    const bytes = Math.max(MIN_NEAR_BYTES, Math.min(NEAR_BYTES_PER_PATCH, mostBytes));
    const limit = at + bytes - MOTION_MAX_BYTES;
    let end = at;
    for (const sighting of this.members) {
      if (sighting.mover.movedTick <= sinceTick) continue;
      if (end > limit) break;
      end = board.copyEntry(sighting, target, end);
    }
    return end;
  }

  /** Inserts it by distance; the furthest beyond the capacity is dropped. */
  private keep(sighting: Sighting, rank: number): void {
    const { found } = this;
    if (found.length === CAPACITY && rank >= ranks[CAPACITY - 1]!) return;
    let at = Math.min(found.length, CAPACITY - 1);
    for (; at > 0 && ranks[at - 1]! > rank; at--) {
      ranks[at] = ranks[at - 1]!;
      found[at] = found[at - 1]!;
    }
    ranks[at] = rank;
    found[at] = sighting;
  }
}
