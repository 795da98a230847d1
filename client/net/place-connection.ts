/** One joined room `place`: typed intents out, typed events in, the same body and seat after a dropped connection (W6). */
import { Client, type Room } from "@colyseus/sdk";
import { CLOSE_CODES } from "../../schema/messages/close-codes.ts";
import type {
  Intent,
  IntentAnswers,
  IntentType,
  JoinOptions,
  ServerMessages,
} from "../../schema/messages/room-messages.ts";
import type { Move } from "../../schema/rules/movement.ts";
import type { Avatar, PlaceState } from "../../schema/state/place-state.ts";
import { comeBackSignedIn } from "./come-back-signed-in.ts";
import { Emitter } from "./emitter.ts";
import { JoinFailed } from "./join-failed.ts";
import { copyAvatar, copyCircle, isCopyOf, type AvatarSnapshot, type CircleSnapshot } from "./place-snapshot.ts";
import { SERVER_MESSAGE_TYPES } from "./server-message-types.ts";
import { toRefusal } from "./to-refusal.ts";
import { watchState } from "./watch-state.ts";

export type ConnectionStatus =
  | { kind: "connected" }
  | { kind: "reconnecting"; attempt: number }
  /** The seat is gone, as after a restart of the server or a burst of what was sent; joining again works. */
  | { kind: "cut-off" }
  /** Disconnected by the server. */
  | { kind: "lost"; reason: string; code: "sign-in-ended" | "too-slow" | "sent-out" | "blocked" }
  | { kind: "taken-over" }
  | { kind: "left" };

/** The last position the server sent. Metres, radians; `at` is the local clock in milliseconds. */
export type MotionSample = { id: string; x: number; z: number; yaw: number; at: number };

export type PlaceEvents = {
  status: ConnectionStatus;
  "avatar-added": { avatar: AvatarSnapshot; sighting: MotionSample };
  /** Anything but its position. */
  "avatar-changed": AvatarSnapshot;
  "avatar-moved": MotionSample;
  "avatar-removed": { id: string };
  "circle-added": CircleSnapshot;
  "circle-changed": CircleSnapshot;
  "circle-removed": { id: string };
  /** `voice` is JSON of VoiceStatus. */
  "place-changed": { voice: string; spectatorCount: number };
} & ServerMessages;

export type ConnectOptions = {
  /** The server's address; may have a path. */
  serverUrl: string;
  token: string;
  /** A new token when that one has expired; null when the sign-in has ended. */
  renewToken: () => Promise<string | null>;
  /** The token's user; also the id of their avatar. */
  userId: string;
  placeId: JoinOptions["placeId"];
  role: JoinOptions["role"];
  /** Which instance, where a place is full (W5); the first by default. */
  instance?: JoinOptions["instance"];
  /** Where the body was when the server went away. */
  stood?: JoinOptions["stood"];
  /** BCP 47: the language of the page. */
  language?: JoinOptions["language"];
  /** Milliseconds, monotonic; `performance.now` by default. */
  now?: () => number;
};

/** The server keeps body and seat for 30 s; trying a little longer covers slow reconnects. */
const RECONNECT_TRIES = 20;
const RECONNECT_MAX_DELAY_MS = 2000;

export class PlaceConnection {
  readonly userId: string;
  readonly placeId: string;
  readonly role: JoinOptions["role"];
  readonly avatars = new Map<string, AvatarSnapshot>();
  readonly circles = new Map<string, CircleSnapshot>();
  place: PlaceEvents["place-changed"] = { voice: "", spectatorCount: 0 };
  status: ConnectionStatus = { kind: "connected" };
  #room: Room<unknown, PlaceState>;
  #now: () => number;
  #events = new Emitter<PlaceEvents>();
  #sightings = new Map<string, MotionSample>();
  #inputSeq = 0;

  private constructor(room: Room<unknown, PlaceState>, options: ConnectOptions) {
    this.#room = room;
    this.userId = options.role === "visitor" ? options.userId : "";
    this.placeId = options.placeId;
    this.role = options.role;
    this.#now = options.now ?? (() => performance.now());
    this.#listen();
  }

  /** Rejects with JoinFailed. */
  static async join(options: ConnectOptions): Promise<PlaceConnection> {
    // As a header: the room library writes its own `auth.token` into the address of the socket, for every proxy to log.
    const client = new Client(options.serverUrl, { headers: { authorization: `Bearer ${options.token}` } });
    try {
      const { placeId, role, instance = 1, stood, language } = options;
      const goal = { placeId, role, instance, ...(stood && { stood }), ...(language && { language }) };
      const room = await client.joinOrCreate<PlaceState>("place", goal);
      comeBackSignedIn(room, client, options);
      const connection = new PlaceConnection(room, options);
      await firstState(room);
      return connection;
    } catch (error) {
      throw new JoinFailed(error);
    }
  }

  /** Subscribes to facts; returns a function that unsubscribes. What exists already is in `avatars` and `circles`. */
  on<Name extends keyof PlaceEvents>(name: Name, handler: (event: PlaceEvents[Name]) => void): () => void {
    return this.#events.on(name, handler);
  }

  /** Fire and forget: a refusal comes back as a notice. */
  send<Type extends IntentType>(type: Type, intent: Intent<Type>): void {
    if (this.status.kind === "connected") this.#room.send(type, intent);
  }

  /** One step of the own body; returns the sequence number that the server will answer with. It never restarts within a connection. */
  sendInput(move: Move): number {
    this.#inputSeq += 1;
    this.send("input", { seq: this.#inputSeq, ...move });
    return this.#inputSeq;
  }

  /** Rejects with a Refusal `{code, reason}`. */
  async request<Type extends keyof IntentAnswers & IntentType>(
    type: Type,
    intent: Intent<Type>,
  ): Promise<IntentAnswers[Type]> {
    try {
      return (await this.#room.request(type, intent)) as IntentAnswers[Type];
    } catch (error) {
      throw toRefusal(error);
    }
  }

  /** The last known position; null for an avatar that is not here. */
  positionOf(avatarId: string): MotionSample | null {
    return this.#sightings.get(avatarId) ?? null;
  }

  async leave(): Promise<void> {
    this.#setStatus({ kind: "left" });
    await this.#room.leave();
  }

  #setStatus(status: ConnectionStatus): void {
    this.status = status;
    this.#events.emit("status", status);
  }

  #listen(): void {
    const room = this.#room;
    Object.assign(room.reconnection, { minUptime: 0, maxRetries: RECONNECT_TRIES, maxDelay: RECONNECT_MAX_DELAY_MS });
    room.onDrop(() => this.#setStatus({ kind: "reconnecting", attempt: room.reconnection.retryCount + 1 }));
    room.onReconnect(() => this.#setStatus({ kind: "connected" }));
    room.onLeave((code) => {
      if (this.status.kind === "left") return;
      if (code === CLOSE_CODES.takenOver) this.#setStatus({ kind: "taken-over" });
      else if (code === CLOSE_CODES.signedOut) this.#setStatus({ kind: "lost", reason: "", code: "sign-in-ended" });
      else if (code === CLOSE_CODES.tooSlow) this.#setStatus({ kind: "lost", reason: "", code: "too-slow" });
      else if (code === CLOSE_CODES.blocked) this.#setStatus({ kind: "lost", reason: "", code: "blocked" });
      else if (code === CLOSE_CODES.removed) this.#setStatus({ kind: "lost", reason: "", code: "sent-out" });
      // Whatever else closes it, the room, a proxy or the network, says nothing against joining again.
      else this.#setStatus({ kind: "cut-off" });
    });
    for (const type of SERVER_MESSAGE_TYPES) {
      room.onMessage(type, (message: never) => this.#events.emit(type, message));
    }
    watchState(room, {
      avatarAdded: (id, avatar) => this.#addAvatar(id, avatar),
      avatarChanged: (id, avatar, traitsChanged) => this.#changeAvatar(id, avatar, traitsChanged),
      avatarRemoved: (id) => {
        this.avatars.delete(id);
        this.#sightings.delete(id);
        this.#events.emit("avatar-removed", { id });
      },
      circleAdded: (id, circle) => {
        const copy = copyCircle(id, circle);
        this.circles.set(id, copy);
        this.#events.emit("circle-added", copy);
      },
      circleChanged: (id, circle) => {
        const copy = copyCircle(id, circle);
        this.circles.set(id, copy);
        this.#events.emit("circle-changed", copy);
      },
      circleRemoved: (id) => {
        this.circles.delete(id);
        this.#events.emit("circle-removed", { id });
      },
      placeChanged: ({ voice, spectatorCount }) => {
        this.place = { voice, spectatorCount };
        this.#events.emit("place-changed", this.place);
      },
    });
  }

  #addAvatar(id: string, avatar: Avatar): void {
    const copy = copyAvatar(id, avatar);
    const sighting = { id, x: avatar.x, z: avatar.z, yaw: avatar.yaw, at: this.#now() };
    this.avatars.set(id, copy);
    this.#sightings.set(id, sighting);
    this.#events.emit("avatar-added", { avatar: copy, sighting });
  }

  #changeAvatar(id: string, avatar: Avatar, traitsChanged: boolean): void {
    const before = this.avatars.get(id);
    const seen = this.#sightings.get(id);
    if (!before || !seen) return;
    if (seen.x !== avatar.x || seen.z !== avatar.z || seen.yaw !== avatar.yaw) {
      const sighting = { id, x: avatar.x, z: avatar.z, yaw: avatar.yaw, at: this.#now() };
      this.#sightings.set(id, sighting);
      this.#events.emit("avatar-moved", sighting);
    }
    if (!traitsChanged && isCopyOf(before, avatar)) return;
    const after = copyAvatar(id, avatar, before);
    this.avatars.set(id, after);
    this.#events.emit("avatar-changed", after);
  }
}

/** The full state follows right after the welcome: an established connection has it. */
function firstState(room: Room<unknown, PlaceState>): Promise<void> {
  return new Promise((resolve, reject) => {
    room.onStateChange.once(() => resolve());
    room.onLeave.once((_, reason) => reject(new Error(reason)));
  });
}
