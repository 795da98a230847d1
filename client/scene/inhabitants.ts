/** Everyone in the place: bodies and circles of the current connection, shown in the world. */
import type { Ground } from "../../schema/rules/ground.ts";
import { OwnBody } from "../net/own-body.ts";
import type { PlaceConnection } from "../net/place-connection.ts";
import { RemoteMotion } from "../net/remote-motion.ts";
import type { Surroundings } from "./find-hint.ts";
import type { Stance } from "./world-types.ts";
import type { WorldView } from "./world-view.ts";

export class Inhabitants {
  connection: PlaceConnection | null = null;
  own: OwnBody | null = null;
  #view: WorldView;
  #ground: Ground;
  #motions = new Map<string, RemoteMotion>();
  #circleIds = new Set<string>();
  #stops: (() => void)[] = [];
  #isMuted: (speakerId: string) => boolean;

  constructor(view: WorldView, ground: Ground, isMuted: (speakerId: string) => boolean) {
    this.#view = view;
    this.#ground = ground;
    this.#isMuted = isMuted;
  }

  /** Shows this connection's bodies and circles from now on. Bodies that are already drawn continue from where they are. */
  follow(connection: PlaceConnection): void {
    this.leave();
    this.connection = connection;
    this.#view.hush();
    this.#takeBody(connection.userId);
    for (const id of this.#motions.keys()) if (!connection.avatars.has(id)) this.#removeAvatar(id);
    for (const id of this.#circleIds) if (!connection.circles.has(id)) this.#removeCircle(id);
    for (const id of connection.avatars.keys()) this.#addAvatar(connection, id);
    for (const circle of connection.circles.values()) this.#putCircle(circle);
    this.#stops = this.#listen(connection);
  }

  /** Stops following the connection; everyone stays as they are. */
  leave(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  stanceOf(id: string): Stance | null {
    return this.own && id === this.connection?.userId ? this.own.shown : (this.#motions.get(id)?.shown ?? null);
  }

  advance(now: number, dt: number): void {
    // Without a server to confirm its steps, the body waits where it is.
    if (this.connection?.status.kind === "connected") this.own?.advance(now, dt);
    for (const motion of this.#motions.values()) motion.advance(now, dt);
  }

  /** The surroundings of the own body; null without a body. */
  surroundings(): Omit<Surroundings, "portals"> | null {
    const { connection, own } = this;
    if (!connection || !own) return null;
    return {
      own: own.shown,
      ownCircleId: connection.avatars.get(connection.userId)?.circleId ?? "",
      circles: connection.circles.values(),
      avatars: [...this.#motions].flatMap(([id, { shown }]) => {
        const avatar = connection.avatars.get(id);
        return avatar ? [{ avatar, x: shown.x, z: shown.z }] : [];
      }),
    };
  }

  /** Spectators have no body, and a free camera. */
  #takeBody(ownId: string): void {
    if (this.#view.ownId !== ownId) {
      this.#removeAvatar(this.#view.ownId);
      this.#removeAvatar(ownId);
      this.own = null;
    }
    this.#view.ownId = ownId;
    this.#view.watchedCircleId = null;
    this.#view.setCameraMode(ownId === "" ? "free" : "follow");
  }

  #listen(connection: PlaceConnection): (() => void)[] {
    const view = this.#view;
    return [
      connection.on("avatar-added", ({ avatar }) => this.#addAvatar(connection, avatar.id)),
      connection.on("avatar-changed", (avatar) => view.putAvatar(avatar)),
      connection.on("avatar-moved", (sighting) => this.#motions.get(sighting.id)?.receive(sighting, sighting.at)),
      connection.on("avatar-removed", ({ id }) => this.#removeAvatar(id)),
      connection.on("circle-added", (circle) => this.#putCircle(circle)),
      connection.on("circle-changed", (circle) => this.#putCircle(circle)),
      connection.on("circle-removed", ({ id }) => this.#removeCircle(id)),
      connection.on("moved", (moved) => this.own?.receive(moved, performance.now())),
      connection.on("turn-started", ({ circleId, turnId, speakerId, speakerName }) => {
        if (!this.#isMuted(speakerId)) view.beginTurn(circleId, turnId, speakerId, speakerName);
      }),
      connection.on("turn-delta", ({ turnId, text }) => view.sayMore(turnId, text)),
      connection.on("turn-ended", ({ turnId, text }) => view.endTurn(turnId, text)),
    ];
  }

  #addAvatar(connection: PlaceConnection, id: string): void {
    const sighting = connection.positionOf(id)!;
    const motion = this.#motions.get(id);
    if (id === connection.userId) {
      if (this.own) this.own.place(sighting);
      else this.own = new OwnBody(sighting, this.#ground, (move) => this.connection!.sendInput(move));
    } else if (motion) motion.receive(sighting, sighting.at);
    else this.#motions.set(id, new RemoteMotion(sighting, sighting.at));
    this.#view.putAvatar(connection.avatars.get(id)!);
  }

  #removeAvatar(id: string): void {
    this.#motions.delete(id);
    this.#view.removeAvatar(id);
  }

  #putCircle(circle: Parameters<WorldView["putCircle"]>[0]): void {
    this.#circleIds.add(circle.id);
    this.#view.putCircle(circle);
  }

  #removeCircle(id: string): void {
    this.#circleIds.delete(id);
    this.#view.removeCircle(id);
  }
}
