import type { Point } from "../../../schema/rules/point.ts";
import { MOTION_MAX_BYTES } from "../bodies/encode-motion.ts";
import type { MotionBoard, Sighting } from "../bodies/motion-board.ts";

/** Far bodies are sent at 5 Hz at most. */
export const SLOWEST_GAP_TICKS = 4;
/** Bodies that moved within this distance of the focus are sent first. */
const FOCUS_RADIUS_M = 20;

/**
 * Motion for many viewers at once, within a byte budget: bodies that moved, each at most every
 * SLOWEST_GAP_TICKS, round-robin. When few move, all are sent at that rate; when many move,
 * each is sent less often, but none is skipped.
 */
export class SlowStream {
  private readonly board: MotionBoard;
  private readonly bytesPerWrite: number;
  private sentTick = new Int32Array(1024).fill(-1);
  private cursor = 0;

  constructor(board: MotionBoard, bytesPerWrite: number) {
    this.board = board;
    this.bytesPerWrite = bytesPerWrite;
  }

  /** Returns the offset after what was written. `target` must have `bytesPerWrite` left. */
  write(tick: number, target: Uint8Array, at: number, focus: Point | null = null): number {
    const { sightings } = this.board;
    const limit = at + this.bytesPerWrite - MOTION_MAX_BYTES;
    let end = focus === null ? at : this.writeFocus(tick, target, at, limit, focus);
    for (let count = sightings.length; count > 0 && end <= limit; count--) {
      if (this.cursor >= sightings.length) this.cursor = 0;
      const sighting = sightings[this.cursor++]!;
      if (this.isDue(sighting, tick)) end = this.send(sighting, tick, target, end);
    }
    return end;
  }

  private writeFocus(tick: number, target: Uint8Array, at: number, limit: number, focus: Point): number {
    let end = at;
    for (const sighting of this.board.sightings) {
      if (end > limit) break;
      const dx = sighting.mover.body.x - focus.x;
      const dz = sighting.mover.body.z - focus.z;
      if (dx * dx + dz * dz > FOCUS_RADIUS_M * FOCUS_RADIUS_M) continue;
      if (this.isDue(sighting, tick)) end = this.send(sighting, tick, target, end);
    }
    return end;
  }

  private isDue(sighting: Sighting, tick: number): boolean {
    const sent = this.sentTick[sighting.slot] ?? -1;
    return sighting.mover.movedTick > sent && tick - sent >= SLOWEST_GAP_TICKS;
  }

  private send(sighting: Sighting, tick: number, target: Uint8Array, at: number): number {
    if (sighting.slot >= this.sentTick.length) {
      const grown = new Int32Array(sighting.slot * 2).fill(-1);
      grown.set(this.sentTick);
      this.sentTick = grown;
    }
    this.sentTick[sighting.slot] = tick;
    return this.board.copyEntry(sighting, target, at);
  }
}
