import { ClientState, Protocol, SchemaSerializer, type Client, type ClientPrivate } from "@colyseus/core";
import { Encoder } from "@colyseus/schema";
import type { PlaceState } from "../../../schema/state/place-state.ts";
import { MOTION_MAX_BYTES } from "../bodies/encode-motion.ts";
import { classifyBackpressure, MOTION_LIMIT_BYTES } from "./classify-backpressure.ts";
import { PatchComposer, type PlaceWorld } from "./patch-composer.ts";
import type { Viewer } from "./viewer.ts";
import { unreadBytes } from "../../colyseus/unread-bytes.adapter.ts";
import { bytesWritten, writeFrame } from "../../colyseus/write-frame.adapter.ts";

/** Room for a full state of 1,000 avatars; the encoder grows its buffer by encoding everything again. */
Encoder.BUFFER_SIZE = 1024 * 1024;

type PlaceClient = Client & ClientPrivate & { userData?: Viewer };

/**
 * Sends a place: structure by the schema's own encoder, once for everyone; motion depending on the viewer.
 * All frames are made before the first is written.
 */
export class PlaceSerializer extends SchemaSerializer<PlaceState> {
  private readonly world: PlaceWorld;
  private readonly composer: PatchComposer;
  private readonly onEncoded: () => void;
  private readonly onStuck: (client: Client) => void;
  private readonly recipients: PlaceClient[] = [];
  private readonly frames: Uint8Array[] = [];
  private fullState: Uint8Array | null = null;
  private fullStatePatch = 0;
  private fullStateArrivals = 0;

  constructor(
    world: PlaceWorld,
    hooks: {
      /** Called in every patch between making the frames and writing them. */
      onEncoded?: () => void;
      /** Called with a connection that does not read, in every patch until it is closed. */
      onStuck?: (client: Client) => void;
    } = {},
  ) {
    super();
    this.world = world;
    this.composer = new PatchComposer(world);
    this.onEncoded = hooks.onEncoded ?? (() => undefined);
    this.onStuck = hooks.onStuck ?? (() => undefined);
  }

  /** Encoded at most once per patch, except for a newcomer whose own body would be missing. */
  override getFullState(client?: Client): Uint8Array {
    const { board, simulation } = this.world;
    const viewer = (client as PlaceClient | undefined)?.userData;
    if (viewer !== undefined) viewer.behindSince = null;
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
    const { composer, recipients, frames } = this;
    const structure = this.encodeStructure();
    composer.begin(structure);
    for (let index = 0; index < clients.length; index++) {
      const client = clients[index] as PlaceClient;
      const viewer = client.userData;
      if (viewer === undefined) continue;
      const frame = this.frameFor(client, viewer, index);
      if (frame === null) continue;
      recipients.push(client);
      frames.push(frame);
    }
    composer.finish();
    this.onEncoded();
    for (let index = 0; index < frames.length; index++) writeFrame(recipients[index]!, frames[index]!);
    recipients.length = 0;
    frames.length = 0;
    return structure.length > 0;
  }

  /** Depends on the connection's unread bytes: motion is dropped first, then the connection. */
  private frameFor(client: PlaceClient, viewer: Viewer, turn: number): Uint8Array | null {
    const { patch } = this.world.board;
    const { composer } = this;
    const unread = unreadBytes(client);
    if (unread === null) return null;
    const hasJoined = client.state === ClientState.JOINED;
    // Messages sent before a connection starts to read count against its budget as well.
    const granted = viewer.kind === "person" ? viewer.budget.grant(bytesWritten(client)) : 0;
    const line = classifyBackpressure(hasJoined ? unread : MOTION_LIMIT_BYTES + 1, viewer.behindSince, patch);
    if (line === "stuck") this.onStuck(client);
    if (line !== "keeps-up") viewer.behindSince ??= patch;
    if (line === "behind" && hasJoined) return composer.frameWithoutMotion(viewer);
    if (line !== "keeps-up") return null;
    if (viewer.behindSince !== null) {
      const frame = composer.frameWithAllMotion(viewer);
      if (frame !== null) viewer.behindSince = null;
      return frame;
    }
    return viewer.kind === "person"
      ? composer.frameForPerson(viewer, turn, granted)
      : composer.frameForSpectator(viewer);
  }

  /** The schema's changes, then the positions of new avatars: their ADD has none. */
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
}

const EMPTY = new Uint8Array(0);
/** Patches are joined into one frame for spectators, so each begins by switching to the root. */
const SWITCH_TO_ROOT = Uint8Array.of(255, 0);
