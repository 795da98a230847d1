/** A running place for tests: the real room, transport and SDK; fakes only for other folders' parts. */
import { message } from "../../schema/messages/message.ts";
import { matchMaker, Protocol } from "@colyseus/core";
import { Client, type Room as ClientRoom } from "@colyseus/sdk";
import { WebSocket } from "ws";
import type { Role } from "../../schema/messages/account.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { Subscriber } from "../../server/changes/open-change-bus.adapter.ts";
import type { PersonEvent } from "../../server/people/person-event.ts";
import type { Place } from "../../schema/messages/place.ts";
import type { JoinOptions } from "../../schema/messages/room-messages.ts";
import { Circle, type PlaceState } from "../../schema/state/place-state.ts";
import type { Caller } from "../../server/account/caller.ts";
import { IntentRefused, type CircleHost, type CircleStage } from "../../server/circle/circle-stage.ts";
import { EMPTY_GALLERY } from "./empty-gallery.ts";
import type { PlaceDependencies } from "../../server/place/place-dependencies.ts";
import type { PlaceNotice } from "../../server/place/place-notice.ts";
import { MAX_MESSAGE_BYTES, type definePlaceRoom } from "../../server/place/place.room.ts";
import { registerPlaceRoom } from "../../server/place/register-place-room.adapter.ts";
import { createReconnectionGuard } from "../../server/place/presence/reconnection-guard.adapter.ts";
import { startTestRoomServer } from "../colyseus/test-room-server.process.ts";
import { guestOf, REHEARSED_VOICES } from "./place-fixtures.ts";

export type PlaceRoom = InstanceType<ReturnType<typeof definePlaceRoom>>;

/** 40 × 40 m with one wall, one circle spot and a portal. */
export const yard: Place = {
  id: "yard",
  kind: "plaza",
  title: { en: "The Yard", de: "Der Hof" },
  description: { en: "For tests." },
  bounds: { shape: "box", halfX: 40, halfZ: 40 },
  limits: { people: 8, personas: 20, spectators: 6 },
  spawn: { x: 0, z: 0, radius: 2, yaw: 0 },
  solids: [{ shape: "box", x: 0, z: 10, halfX: 8, halfZ: 0.3, yaw: 0, height: 2 }],
  terraces: [],
  props: [],
  furniture: [],
  boards: [],
  floor: "stone",
  pointsOfInterest: [{ id: "well", title: { en: "the well" }, x: -20, z: -20, radius: 5 }],
  circleSpots: [{ id: "east", x: 14.5, z: 0 }],
  portals: [{ id: "out", toPlaceId: "yard", title: { en: "Out", de: "Hinaus" }, x: 1, z: 1, yaw: 0 }],
  cast: null,
};

/** Seats anyone who joins and records its calls; it does not talk. */
class FakeCircles implements CircleHost {
  readonly calls: string[] = [];
  readonly watched = new Map<string, boolean>();
  readonly stage: CircleStage;

  constructor(stage: CircleStage) {
    this.stage = stage;
  }
  async restore() {}
  async openCircle({ userId }: { userId: string }, { topic }: { topic: string }) {
    const circle = new Circle();
    Object.assign(circle, { topic, ...this.stage.findSpot(userId, []) });
    this.stage.state.circles.set("circle-1", circle);
    return this.joinCircle({ userId }, { circleId: "circle-1" });
  }
  async joinCircle({ userId }: { userId: string }, { circleId }: { circleId: string }) {
    const circle = this.stage.state.circles.get(circleId);
    if (circle === undefined) throw new IntentRefused(message("no-such-circle"));
    this.calls.push(`join ${userId}`);
    circle.members.push(userId);
    this.stage.state.avatars.get(userId)!.circleId = circleId;
    this.stage.walkTo(userId, { x: circle.x + 1.9, z: circle.z }, circle);
    return this.transcript(circleId);
  }
  async leaveCircle({ userId }: { userId: string }) {
    const avatar = this.stage.state.avatars.get(userId)!;
    const { circleId } = avatar;
    this.calls.push(`leave ${userId}`);
    const members = this.stage.state.circles.get(circleId)!.members;
    members.splice(members.indexOf(userId), 1);
    avatar.circleId = "";
    return { circleId };
  }
  async say({ userId }: { userId: string }): Promise<never> {
    if (userId === "breaks") throw new Error("the database password is hunter2");
    throw new IntentRefused(message("no-circle"));
  }
  mayHear = () => true;
  attends = () => false;
  bodyCame() {}
  keepMotion() {}
  async applySession() {
    return new Map();
  }
  async applySessions() {}
  async transcriptFor(_actor: unknown, circleId: string) {
    return this.transcript(circleId);
  }
  setWatched(circleId: string, watched: boolean) {
    this.watched.set(circleId, watched);
  }
  async bodyLeft(avatarId: string) {
    this.calls.push(`gone ${avatarId}`);
  }
  async drain() {}
  setTyping() {}
  talkTo = this.unasked;
  branch = this.unasked;
  invite = this.unasked;
  dismiss = this.unasked;
  steer = this.unasked;
  react = this.unasked;
  leads = () => false;
  private async unasked(): Promise<never> {
    throw new IntentRefused(message("internal", { errorId: "test" }));
  }
  private transcript(circleId: string) {
    const talk = { topic: "", kind: "chat" as const, mode: "auto" as const, turns: [], summary: [], draft: null };
    return { circleId, ...talk, leads: false, now: 0 };
  }
}

export type TestPlace = Awaited<ReturnType<typeof startTestPlace>>;

/** Tokens are `token-of-NAME`, or `token-of-NAME.SIGN-IN` for more than one sign-in; anything else is forged. */
export const startTestPlace = async (
  options: {
    places?: Place[];
    personas?: Persona[];
    /** By default fakes that seat anyone who joins. */
    createCircleHost?: (stage: CircleStage) => CircleHost;
    /** By default personas do not talk by themselves. */
    mayTalkCasually?: () => boolean;
  } = {},
) => {
  const errors: object[] = [];
  const hosts: FakeCircles[] = [];
  const onNotice = new Set<(notice: PlaceNotice) => void>();
  let onPersona: (change: { personaId: string; persona: Persona | null }) => void = () => undefined;
  const residents = options.personas ?? [];
  const followers = new Set<Subscriber<"people">>();
  const endedSignIns = new Set<string>();
  const roles = new Map<string, Role>();
  const verifyToken = async (token: string): Promise<Caller | null> => {
    const [, userId, signIn = "1"] = /^token-of-([^.]+)(?:\.(.+))?$/.exec(token) ?? [];
    const signInId = `${userId}.${signIn}`;
    return userId === undefined || endedSignIns.has(signInId) ? null : guestOf(userId, signInId);
  };
  const dependencies: PlaceDependencies = {
    places: new Map((options.places ?? [yard]).map((place) => [place.id, place])),
    verifyToken,
    followPeople: (subscriber) => {
      followers.add(subscriber);
      return () => followers.delete(subscriber);
    },
    followCircles: () => () => undefined,
    followSessions: () => () => undefined,
    roleOf: async (signInId) => (endedSignIns.has(signInId) ? null : (roles.get(signInId) ?? "guest")),
    personas: {
      get: async (id) => residents.find((persona) => persona.id === id) ?? null,
      residentsOf: async () => residents,
      onChange: (listener) => {
        onPersona = listener;
        return () => undefined;
      },
    },
    voices: REHEARSED_VOICES,
    ...(options.mayTalkCasually && { mayTalkCasually: options.mayTalkCasually }),
    onNotice: (listener) => {
      onNotice.add(listener);
      return () => onNotice.delete(listener);
    },
    gallery: EMPTY_GALLERY,
    createCircleHost: (stage) => {
      if (options.createCircleHost) return options.createCircleHost(stage);
      const host = new FakeCircles(stage);
      hosts.push(host);
      return host as unknown as CircleHost;
    },
    log: { error: (details) => void errors.push(details), warn: () => undefined },
  };
  const rooms = await startTestRoomServer(
    (server) => registerPlaceRoom(server, dependencies),
    MAX_MESSAGE_BYTES,
    createReconnectionGuard(verifyToken),
  );
  const { url } = rooms;
  const joined: ClientRoom<unknown, PlaceState>[] = [];

  return {
    url,
    errors,
    hosts,
    residents,
    endSignIn: (signInId: string) => {
      endedSignIns.add(signInId);
      followers.forEach((follower) => follower.onChange({ type: "sign-in-ended", signInId }));
    },
    emitPersonEvent: (event: PersonEvent) => followers.forEach((follower) => follower.onChange(event)),
    /** Sign-ins ended and roles given during a gap in notifications. */
    missPeople: (ended: string[], given: [signInId: string, role: Role][]) => {
      ended.forEach((signInId) => endedSignIns.add(signInId));
      given.forEach(([signInId, role]) => roles.set(signInId, role));
      followers.forEach((follower) => follower.onGap());
    },
    notify: (notice: PlaceNotice) => onNotice.forEach((listener) => listener(notice)),
    changePersona: (change: { personaId: string; persona: Persona | null }) => onPersona(change),
    join: async (name: string, join: Partial<JoinOptions> = {}) => {
      const client = new Client(url, { headers: { authorization: `Bearer token-of-${name}` } });
      const room = await client.joinOrCreate<PlaceState>("place", { placeId: "yard", ...join });
      room.reconnection.minUptime = 0;
      joined.push(room);
      for (const type of ["notice", "moved", "transcript", "transcript-left", "gallery"])
        room.onMessage(type, () => undefined);
      await new Promise<void>((resolve) => void room.onStateChange.once(() => resolve()));
      return room;
    },
    /** A visitor whose socket, at `address`, is open but, from the welcome on, not read until `resume`. */
    joinUnread: async (name: string, address = url) => {
      const client = new Client(url, { headers: { authorization: `Bearer token-of-${name}` } });
      const { data } = await client.http.post("/matchmake/joinOrCreate/place", { body: { placeId: "yard" } });
      const { processId, roomId, sessionId } = data as unknown as Record<string, string>;
      const socket = new WebSocket(`${address.replace("http", "ws")}/${processId}/${roomId}?sessionId=${sessionId}`);
      const closed = new Promise<[number, string]>((resolve) =>
        socket.once("close", (code, reason) => resolve([code, String(reason)])),
      );
      await new Promise((resolve) => socket.once("message", resolve));
      socket.send(Uint8Array.of(Protocol.JOIN_ROOM));
      socket.pause();
      return { socket, sessionId, closed };
    },
    roomOf: (client: ClientRoom): PlaceRoom => matchMaker.getLocalRoomById(client.roomId) as unknown as PlaceRoom,
    stop: async () => {
      for (const room of joined) room.reconnection.enabled = false;
      await rooms.stop();
    },
  };
};

/** Polls until it holds. */
export const until = async (holds: () => boolean, what: string, withinMs = 10_000): Promise<void> => {
  const endMs = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > endMs) throw new Error(`it did not come true within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
