import { ClientState, Protocol, SchemaSerializer, type Client, type ClientPrivate } from "@colyseus/core";
import { Encoder } from "@colyseus/schema";
import type { Point } from "../../schema/rules/point.ts";
import type { PlaceState } from "../../schema/state/place-state.ts";
import { MOTION_MAX_BYTES } from "./encode-motion.ts";
import type { MotionBoard } from "./motion-board.ts";
import type { Simulation } from "./simulation.ts";
import { SlowStream } from "./slow-stream.ts";
import { SPECTATOR_PHASES, type Viewer } from "./viewer.ts";

/** Room for a full state of 1,000 avatars; the encoder would grow its buffer by encoding everything twice. */
Encoder.BUFFER_SIZE = 1024 * 1024;

/** Of a person's 600 bytes per patch, for what is far. */
const FAR_BYTES_PER_PATCH = 250;
/** Of a spectator's 2,400 bytes per frame (5 a second); the rest is left to structure and text. */
const SPECTATOR_BYTES_PER_FRAME = 2000;
const NEAR_REFRESH_PATCHES = 8;
const SCRATCH_BYTES = 8192;

type PlaceClient = Client & ClientPrivate & { userData?: Viewer };

export type PlaceWorld = {
  readonly simulation: Simulation;
  readonly board: MotionBoard;
  /** Where a circle stands, to look at what is around it first. */
  centreOf(circleId: string): Point | null;
};

/**
 * Sends a place: structure by the schema's own encoder, once for everyone; motion by rate. People get
 * near bodies in every patch and far ones from one shared slow stream; spectators share a frame per
 * viewpoint at 5 Hz. Every frame is its own buffer, because sockets write later than `raw` returns.
 */
export class PlaceSerializer extends SchemaSerializer<PlaceState> {
  private readonly world: PlaceWorld;
  private readonly farStream: SlowStream;
  /** By circle followed, "" for the whole place; one stream for each phase. */
  private readonly spectatorStreams = new Map<string, SlowStream[]>();
  private readonly scratch = new Uint8Array(SCRATCH_BYTES);
  /** Structure of the last patches, by patch number modulo the phases. */
  private readonly structures: Uint8Array[] = Array.from({ length: SPECTATOR_PHASES }, () => new Uint8Array(0));
  private sentTick = 0;
  private fullState: Uint8Array | null = null;
  private fullStatePatch = 0;
  private fullStateArrivals = 0;

  constructor(world: PlaceWorld) {
    super();
    this.world = world;
    this.farStream = new SlowStream(world.board, FAR_BYTES_PER_PATCH);
  }

  /** Encoded at most once per patch, except for a newcomer who would not find their own body in it. */
  override getFullState(client?: Client): Uint8Array {
    const { board, simulation } = this.world;
    const viewer = (client as PlaceClient | undefined)?.userData;
    if (viewer?.kind === "spectator") viewer.sincePatch = board.patch;
    const isMissing = viewer?.kind === "person" && board.arrived.length > this.fullStateArrivals;
    if (this.fullState === null || this.fullStatePatch !== board.patch || isMissing) {
      for (const [id, mover] of simulation.movers) {
        const avatar = this.encoder.state.avatars.get(id);
        if (avatar === undefined) continue;
        avatar.x = mover.body.x;
        avatar.z = mover.body.z;
        avatar.yaw = mover.body.yaw;
      }
      this.fullEncodeBuffer[0] = Protocol.ROOM_STATE;
      this.fullState = Buffer.from(this.encoder.encodeAll({ offset: 1 }, this.fullEncodeBuffer));
      this.fullStatePatch = board.patch;
      this.fullStateArrivals = board.arrived.length;
    }
    return this.fullState;
  }

  override applyPatches(clients: Client[]): boolean {
    const { board, simulation } = this.world;
    const structure = this.encodeStructure();
    this.structures[board.patch % SPECTATOR_PHASES] = structure;
    if (clients.length > 0) {
      const farEnd = this.farStream.write(simulation.tick, this.scratch, 0);
      const far = this.scratch.subarray(0, farEnd);
      const shared = frameOf(structure, far);
      const frames: SpectatorFrames = { motions: new Map(), frames: new Map() };
      for (let index = 0; index < clients.length; index++) {
        const client = clients[index] as PlaceClient;
        if (client.state !== ClientState.JOINED || client.userData === undefined) continue;
        if (client.userData.kind === "person")
          this.sendToPerson(client, client.userData, index, structure, far, shared);
        else this.sendToSpectator(client, client.userData, frames);
      }
    }
    this.sentTick = simulation.tick;
    board.finishPatch();
    return structure.length > 0;
  }

  /** The schema's changes, then where new avatars stand: their ADD carries no position. */
  private encodeStructure(): Uint8Array {
    const { board } = this.world;
    if (!this.encoder.hasChanges && board.arrived.length === 0) return EMPTY;
    const encoded = this.encoder.hasChanges ? this.encoder.encode({ offset: 0 }) : EMPTY;
    const structure = Buffer.allocUnsafe(
      SWITCH_TO_ROOT.length + encoded.length + board.arrived.length * MOTION_MAX_BYTES,
    );
    structure.set(SWITCH_TO_ROOT);
    structure.set(encoded, SWITCH_TO_ROOT.length);
    let end = SWITCH_TO_ROOT.length + encoded.length;
    for (const sighting of board.arrived) end = board.copyEntry(sighting, structure, end);
    this.encoder.discardChanges();
    return structure.subarray(0, end);
  }

  private sendToPerson(
    client: PlaceClient,
    viewer: Extract<Viewer, { kind: "person" }>,
    index: number,
    structure: Uint8Array,
    far: Uint8Array,
    shared: Uint8Array,
  ): void {
    const { board } = this.world;
    if (viewer.near.size === 0 || (board.patch + index) % NEAR_REFRESH_PATCHES === 0)
      viewer.near.refresh(viewer.mover.body, board);
    const nearEnd = viewer.near.write(board, this.sentTick, this.scratch, far.length);
    if (nearEnd > far.length) client.raw(frameOf(structure, this.scratch.subarray(0, nearEnd)));
    else if (shared.length > 1) client.raw(shared);
  }

  private sendToSpectator(
    client: PlaceClient,
    viewer: Extract<Viewer, { kind: "spectator" }>,
    shared: SpectatorFrames,
  ): void {
    const { patch } = this.world.board;
    if (patch % SPECTATOR_PHASES !== viewer.phase) return;
    const isNew = patch - viewer.sincePatch < SPECTATOR_PHASES - 1;
    const since = isNew ? viewer.sincePatch : patch - SPECTATOR_PHASES + 1;
    const key = `${since} ${viewer.circleId}`;
    let frame = shared.frames.get(key);
    if (frame === undefined)
      shared.frames.set(key, (frame = frameOf(this.structureSince(since), this.motionFor(viewer, shared))));
    if (frame.length > 1) client.raw(frame);
  }

  /** Once per viewpoint and patch, also when some of its spectators are new and get a frame of their own. */
  private motionFor({ circleId, phase }: Extract<Viewer, { kind: "spectator" }>, shared: SpectatorFrames): Uint8Array {
    let motion = shared.motions.get(circleId);
    if (motion === undefined) {
      const stream = this.spectatorStream(circleId, phase);
      const start = this.scratch.length - SPECTATOR_BYTES_PER_FRAME;
      const end = stream.write(this.world.simulation.tick, this.scratch, start, this.world.centreOf(circleId));
      shared.motions.set(circleId, (motion = Buffer.from(this.scratch.subarray(start, end))));
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

type SpectatorFrames = { motions: Map<string, Uint8Array>; frames: Map<string, Uint8Array> };

const EMPTY = new Uint8Array(0);
/** Patches are joined into one frame for spectators, so each begins by naming the state's root. */
const SWITCH_TO_ROOT = Uint8Array.of(255, 0);

const frameOf = (structure: Uint8Array, motion: Uint8Array): Uint8Array => {
  const frame = Buffer.allocUnsafe(1 + structure.length + motion.length);
  frame[0] = Protocol.ROOM_STATE_PATCH;
  frame.set(structure, 1);
  frame.set(motion, 1 + structure.length);
  return frame;
};
