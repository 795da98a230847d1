import { MOTION_MAX_BYTES, writeMotion } from "./encode-motion.ts";
import type { Mover } from "./mover.ts";

/** A body as encoded for the wire. Its entry is written at most once per patch, for all recipients. */
export type Sighting = {
  readonly mover: Mover;
  readonly refId: number;
  /** Small and reused; the index of the streams' data about it. */
  readonly slot: number;
  entryStart: number;
  entryEnd: number;
  entryPatch: number;
  /** Used only while a near set is recomputed: whether it is one of its members. */
  isMember: boolean;
};

/** All bodies of a place and, per patch, their motion entries. */
export class MotionBoard {
  readonly sightings: Sighting[] = [];
  /** Added since the last patch: their ADD has no position, so it is sent to everyone at once. */
  readonly arrived: Sighting[] = [];
  /** Counts patches from 1. */
  patch = 1;
  /** x and z of every sighting, in order; packed, because every near set reads it. See `locate`. */
  positions = new Float64Array(2048);
  private positionsPatch = 0;
  private readonly freeSlots: number[] = [];
  private entries = new Uint8Array(1024 * MOTION_MAX_BYTES);
  private entriesEnd = 0;

  add(mover: Mover, refId: number): void {
    const slot = this.freeSlots.pop() ?? this.sightings.length;
    const sighting: Sighting = { mover, refId, slot, entryStart: 0, entryEnd: 0, entryPatch: 0, isMember: false };
    this.sightings.push(sighting);
    this.arrived.push(sighting);
  }

  remove(mover: Mover): void {
    const index = this.sightings.findIndex((sighting) => sighting.mover === mover);
    if (index < 0) return;
    const [removed] = this.sightings.splice(index, 1);
    this.freeSlots.push(removed!.slot);
    const arrivedIndex = this.arrived.indexOf(removed!);
    if (arrivedIndex >= 0) this.arrived.splice(arrivedIndex, 1);
  }

  /** Fills `positions`, once per patch. */
  locate(): void {
    if (this.positionsPatch === this.patch) return;
    this.positionsPatch = this.patch;
    const { sightings } = this;
    if (this.positions.length < sightings.length * 2) this.positions = new Float64Array(sightings.length * 4);
    for (let index = 0; index < sightings.length; index++) {
      const { body } = sightings[index]!.mover;
      this.positions[index * 2] = body.x;
      this.positions[index * 2 + 1] = body.z;
    }
  }

  /** Call it when the patch is sent: entries are rewritten from then on. */
  finishPatch(): void {
    this.patch += 1;
    this.entriesEnd = 0;
    this.arrived.length = 0;
  }

  /** Copies a body's entry into `target` at `at` (which must have MOTION_MAX_BYTES left) and returns the offset after it. */
  copyEntry(sighting: Sighting, target: Uint8Array, at: number): number {
    if (sighting.entryPatch !== this.patch) this.writeEntry(sighting);
    const { entries } = this;
    const { entryStart, entryEnd } = sighting;
    for (let index = entryStart; index < entryEnd; index++) target[at + index - entryStart] = entries[index]!;
    return at + entryEnd - entryStart;
  }

  private writeEntry(sighting: Sighting): void {
    if (this.entriesEnd + MOTION_MAX_BYTES > this.entries.length) {
      const grown = new Uint8Array(this.entries.length * 2);
      grown.set(this.entries);
      this.entries = grown;
    }
    sighting.entryStart = this.entriesEnd;
    this.entriesEnd = writeMotion(this.entries, this.entriesEnd, sighting.refId, sighting.mover.body);
    sighting.entryEnd = this.entriesEnd;
    sighting.entryPatch = this.patch;
  }
}
