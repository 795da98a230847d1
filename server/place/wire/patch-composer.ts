import type { Point } from "../../../schema/rules/point.ts";
import { framePatch } from "./frame-patch.ts";
import { MOTION_MAX_BYTES } from "../bodies/encode-motion.ts";
import type { MotionBoard } from "../bodies/motion-board.ts";
import type { Simulation } from "../bodies/simulation.ts";
import { SlowStream } from "./slow-stream.ts";
import { SPECTATOR_PHASES, type PersonViewer, type SpectatorViewer, type Viewer } from "./viewer.ts";

/** The share of a person's 600 bytes per patch for far bodies. */
const FAR_BYTES_PER_PATCH = 250;
/** The motion share of a spectator's 2,400 bytes per frame (5 a second); the rest is for structure and text. */
const SPECTATOR_BYTES_PER_FRAME = 2000;
const NEAR_REFRESH_PATCHES = 8;
const SCRATCH_BYTES = 4096;
/** Headers of WebSocket frame and patch. */
const FRAME_HEADER_BYTES = 5;

export type PlaceWorld = {
  readonly simulation: Simulation;
  readonly board: MotionBoard;
  /** A circle's centre: motion around it is sent first. */
  centreOf(circleId: string): Point | null;
};

/**
 * Composes what each viewer is sent in a patch. People get near bodies in every patch and far ones from one
 * shared slow stream; spectators share a frame per viewpoint at 5 Hz.
 */
export class PatchComposer {
  private readonly world: PlaceWorld;
  private readonly farStream: SlowStream;
  /** By followed circle, "" for the whole place; one stream per phase. */
  private readonly spectatorStreams = new Map<string, SlowStream[]>();
  private readonly scratch = new Uint8Array(SCRATCH_BYTES);
  /** Structure of the last patches, by patch number modulo the phases. */
  private readonly structures: Uint8Array[] = Array.from({ length: SPECTATOR_PHASES }, () => EMPTY);
  private structure: Uint8Array = EMPTY;
  /** End of the far bodies' entries at the start of the scratch buffer; near ones follow them. */
  private farEnd = 0;
  /** The frame for people with nothing near; null when nothing happened. */
  private farFrame: Uint8Array | null = null;
  private readonly motions = new Map<string, Uint8Array>();
  private readonly spectatorFrames = new Map<string, Uint8Array | null>();
  private sentTick = 0;

  constructor(world: PlaceWorld) {
    this.world = world;
    this.farStream = new SlowStream(world.board, FAR_BYTES_PER_PATCH);
  }

  /** Starts a patch. `structure`: the schema's changes since the last one. */
  begin(structure: Uint8Array): void {
    const { board, simulation } = this.world;
    this.structure = structure;
    this.structures[board.patch % SPECTATOR_PHASES] = structure;
    this.farEnd = this.farStream.write(simulation.tick, this.scratch, 0);
    this.farFrame = frameOrNull(structure, this.scratch.subarray(0, this.farEnd));
    this.motions.clear();
    this.spectatorFrames.clear();
  }

  finish(): void {
    this.sentTick = this.world.simulation.tick;
    this.world.board.finishPatch();
  }

  /** For a viewer that reads too slowly for motion. Null when nothing else happened, or it is not this viewer's turn. */
  frameWithoutMotion(viewer: Viewer): Uint8Array | null {
    const structure = this.structureFor(viewer);
    return structure && frameOrNull(structure, EMPTY);
  }

  /** For a viewer that has caught up: all positions. Null when it is not this viewer's turn. */
  frameWithAllMotion(viewer: Viewer): Uint8Array | null {
    const { board } = this.world;
    const structure = this.structureFor(viewer);
    if (structure === null) return null;
    const motion = new Uint8Array(board.sightings.length * MOTION_MAX_BYTES);
    let end = 0;
    for (const sighting of board.sightings) end = board.copyEntry(sighting, motion, end);
    return frameOrNull(structure, motion.subarray(0, end));
  }

  /** Null when there is nothing to send. `turn`: any number that spreads people evenly; `mostBytes`: its size limit. */
  frameForPerson({ mover, near }: PersonViewer, turn: number, mostBytes: number): Uint8Array | null {
    const { board } = this.world;
    if (near.size === 0 || (board.patch + turn) % NEAR_REFRESH_PATCHES === 0) near.refresh(mover.body, board);
    const nearBytes = mostBytes - FRAME_HEADER_BYTES - this.structure.length - this.farEnd;
    const end = near.write(board, this.sentTick, this.scratch, this.farEnd, nearBytes);
    return end === this.farEnd ? this.farFrame : framePatch(this.structure, this.scratch.subarray(0, end));
  }

  /** Null when there is nothing to send, or it is not this spectator's turn. */
  frameForSpectator(viewer: SpectatorViewer): Uint8Array | null {
    const since = this.unsentSince(viewer);
    if (since === null) return null;
    const key = `${since} ${viewer.circleId}`;
    let frame = this.spectatorFrames.get(key);
    if (frame === undefined) {
      frame = frameOrNull(this.structureSince(since), this.motionFor(viewer));
      this.spectatorFrames.set(key, frame);
    }
    return frame;
  }

  /** The first patch a spectator has not been sent; null when it is not their turn. */
  private unsentSince({ phase, sincePatch }: SpectatorViewer): number | null {
    const { patch } = this.world.board;
    if (patch % SPECTATOR_PHASES !== phase) return null;
    const isNew = patch - sincePatch < SPECTATOR_PHASES - 1;
    return isNew ? sincePatch : patch - SPECTATOR_PHASES + 1;
  }

  private structureFor(viewer: Viewer): Uint8Array | null {
    if (viewer.kind === "person") return this.structure;
    const since = this.unsentSince(viewer);
    return since === null ? null : this.structureSince(since);
  }

  /** Computed once per viewpoint and patch, even when some of its spectators are new and get a separate frame. */
  private motionFor({ circleId, phase }: SpectatorViewer): Uint8Array {
    let motion = this.motions.get(circleId);
    if (motion === undefined) {
      const stream = this.spectatorStream(circleId, phase);
      const target = new Uint8Array(SPECTATOR_BYTES_PER_FRAME);
      const end = stream.write(this.world.simulation.tick, target, 0, this.world.centreOf(circleId));
      this.motions.set(circleId, (motion = target.subarray(0, end)));
    }
    return motion;
  }

  private structureSince(patch: number): Uint8Array {
    const parts: Uint8Array[] = [];
    for (let number = patch; number <= this.world.board.patch; number++)
      parts.push(this.structures[number % SPECTATOR_PHASES]!);
    return Buffer.concat(parts);
  }

  private spectatorStream(circleId: string, phase: number): SlowStream {
    let phases = this.spectatorStreams.get(circleId);
    if (phases === undefined) {
      for (const known of this.spectatorStreams.keys())
        if (known !== "" && this.world.centreOf(known) === null) this.spectatorStreams.delete(known);
      phases = Array.from(
        { length: SPECTATOR_PHASES },
        () => new SlowStream(this.world.board, SPECTATOR_BYTES_PER_FRAME),
      );
      this.spectatorStreams.set(circleId, phases);
    }
    return phases[phase]!;
  }
}

const EMPTY = new Uint8Array(0);

const frameOrNull = (structure: Uint8Array, motion: Uint8Array): Uint8Array | null =>
  structure.length + motion.length > 0 ? framePatch(structure, motion) : null;
