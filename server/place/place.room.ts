import { randomUUID } from "node:crypto";
import { CloseCode, getMessageBytes, matchMaker, Protocol, Room, ServerError, type MessageContext, type Server } from "@colyseus/core";
import { JOIN_ERROR_CODES } from "../../schema/messages/close-codes.ts";
import { intents, type IntentType, type Refusal, type ServerMessages } from "../../schema/messages/room-messages.ts";
import { STEP_SECONDS } from "../../schema/rules/movement.ts";
import { PlaceState } from "../../schema/state/place-state.ts";
import type { Caller } from "../account/caller.ts";
import type { CircleHost, CircleStage } from "../circle/circle-stage.ts";
import type { PersonaDirectory } from "../persona/persona-directory.ts";
import type { Voices } from "../voice/voices.ts";
import { fullReason, parseJoinOptions, type CheckedOptions } from "./admit.ts";
import type { Desk } from "./answer-intent.ts";
import { Attendance } from "./attendance.ts";
import { directAttention } from "./attention.ts";
import type { Attendee, PlaceClient } from "./attendee.ts";
import { Audience } from "./audience.ts";
import { chooseInstance, type InstanceListing } from "./choose-instance.ts";
import { Floor } from "./floor.ts";
import { Footing } from "./footing.ts";
import { isDriven } from "./mover.ts";
import { PlaceSerializer } from "./place-serializer.adapter.ts";
import { PlaceStage } from "./place-stage.ts";
import type { Places } from "./places.store.ts";
import { receiveIntent } from "./receive-intent.ts";
import { Residents } from "./residents.ts";

/** Body and seat wait this long for a dropped connection (SPEC W6). */
export const RECONNECT_SECONDS = 30;
/** For the transport's `maxPayload`: the longest text, four bytes a character, with room for its frame. */
export const MAX_MESSAGE_BYTES = 32 * 1024;

const STEP_MS = STEP_SECONDS * 1000;
/** After a stall this much is caught up; the rest never happened. */
const MAX_CATCH_UP_STEPS = 5;
/** What need not be decided in every step: hearing, attention, joining on foot, counts. */
const SLOW_TICKS = 5;
/** Owners predict the same steps; that their inputs were settled can wait this long. */
const REPORT_PATCHES = 4;
/** Beyond this a connection is closed; soft budgets refuse long before. */
const HARD_MESSAGES_PER_SECOND = 200;

export type PlaceDependencies = {
  places: Places;
  /** Null when the token is missing, forged, revoked or out of date. */
  verifyToken(token: string): Promise<Caller | null>;
  personas: PersonaDirectory;
  voices: Pick<Voices, "status" | "onStatus">;
  createCircleHost(stage: CircleStage): CircleHost;
  log: { error(details: object, text: string): void };
  /** Told after every patch: milliseconds spent stepping, and encoding and sending. */
  onPatch?(stepMs: number, encodeMs: number): void;
};

type Listing = InstanceListing & { placeId: string; workspaceId: string };

const listingsOf = async (placeId: string, workspaceId: string): Promise<Listing[]> => {
  const rooms = await matchMaker.query({ name: "place" });
  return rooms.map((room) => room.metadata as Listing).filter((listing) => listing.placeId === placeId && listing.workspaceId === workspaceId);
};

/** The room class of every place. One instance of a place is one room. */
export const definePlaceRoom = (dependencies: PlaceDependencies) =>
  class PlaceRoom extends Room<{ state: PlaceState; client: PlaceClient; metadata: Listing }> {
    override maxMessagesPerSecond = HARD_MESSAGES_PER_SECOND;
    floor!: Floor;
    host!: CircleHost;
    attendance!: Attendance;
    private audience!: Audience;
    private residents!: Residents;
    private listing!: Listing;
    private owedMs = 0;
    private readonly footing = new Footing();
    private readonly stops: (() => void)[] = [];

    static override async onAuth(token: string, options: unknown): Promise<Caller> {
      const caller = await dependencies.verifyToken(token ?? "");
      if (caller === null) throw new ServerError(JOIN_ERROR_CODES.notSignedIn, "Your sign-in is missing or out of date. Step in again.");
      const parsed = parseJoinOptions(options);
      if ("problem" in parsed) throw new ServerError(JOIN_ERROR_CODES.badOptions, parsed.problem);
      const { placeId, role } = parsed.options;
      const place = dependencies.places.get(placeId);
      if (place === undefined) throw new ServerError(JOIN_ERROR_CODES.notFound, `There is no place "${placeId}".`);
      const choice = chooseInstance(parsed.options.instance, role, await listingsOf(placeId, caller.workspaceId), place.limits);
      if ("problem" in choice) throw new ServerError(JOIN_ERROR_CODES.notFound, choice.problem);
      // Matchmaking goes on with this very object: what the browser sent is replaced by what was checked.
      const checked: CheckedOptions = { placeId, role, instance: choice.instance, workspaceId: caller.workspaceId };
      for (const key of Object.keys(options as object)) delete (options as Record<string, unknown>)[key];
      Object.assign(options as object, checked);
      return caller;
    }

    override async onCreate(options: Partial<CheckedOptions>): Promise<void> {
      const place = dependencies.places.get(options.placeId ?? "");
      if (place === undefined) throw new ServerError(JOIN_ERROR_CODES.notFound, `There is no place "${options.placeId}".`);
      const { instance = 1, workspaceId = "default" } = options;
      this.autoDispose = instance !== 1;
      this.listing = { placeId: place.id, workspaceId, instance, people: 0, spectators: 0 };
      this.setMetadata(this.listing);

      const state = new PlaceState();
      state.placeId = place.id;
      const floor = new Floor(place, state, Math.random);
      this.floor = floor;
      this.placeSerializer = new PlaceSerializer({
        simulation: floor.simulation,
        board: floor.board,
        centreOf: (circleId) => state.circles.get(circleId) ?? null,
      });
      this.state = state;

      const people = new Map<string, Attendee>();
      this.host = dependencies.createCircleHost(
        new PlaceStage(floor, workspaceId, {
          toAudience: (circleId, type, message) => sendToAll(this.audience.clientsOf(circleId), type, message),
          toMembers: (circleId, type, message) => sendToAll(this.audience.membersOf(circleId), type, message),
          clientOf: (userId) => people.get(userId)?.client ?? null,
        }),
      );
      const { host } = this;
      this.audience = new Audience({ state, host, people, send: sendToAll, report: (error) => this.report(error) });
      this.attendance = new Attendance({ people, floor, host, audience: this.audience });
      this.residents = new Residents({ floor, directory: dependencies.personas, workspaceId, onGone: (personaId) => host.bodyLeft(personaId) });
      await this.residents.moveIn();
      // Circles that were open when the server stopped come back once, in the first instance.
      if (instance === 1) await host.restore();
      this.follow();
      this.listen();
      this.setTimestep((deltaMs) => this.advance(deltaMs), STEP_MS);
      this.patchRate = null;
    }

    override onJoin(client: PlaceClient, options: CheckedOptions): void {
      const caller = client.auth as Caller;
      const { role } = options;
      if (caller.workspaceId !== this.listing.workspaceId) throw new ServerError(JOIN_ERROR_CODES.notFound, "There is no such place in your workspace.");
      const { people, spectatorCount } = this.attendance;
      const isBack = role === "visitor" && people.has(caller.userId);
      const reason = isBack ? null : fullReason(this.floor.place, role, people.size, spectatorCount);
      if (reason !== null) throw new ServerError(JOIN_ERROR_CODES.full, reason);
      this.attendance.admit(client, caller, role, this.clock.currentTime);
    }

    override onDrop(client: PlaceClient): void {
      if (this.attendance.attendeeOf(client) === undefined) return;
      const waiting = this.allowReconnection(client, RECONNECT_SECONDS);
      // Rejected when the time is over or another tab took the body; `onLeave` follows.
      waiting.catch(() => undefined);
      this.attendance.drop(client, () => waiting.reject?.(new Error("given up")));
    }

    override onReconnect(client: PlaceClient): Promise<void> {
      return this.attendance.resume(client);
    }

    override onLeave(client: PlaceClient): Promise<void> {
      const attendee = this.attendance.attendeeOf(client);
      if (attendee !== undefined) this.footing.forget(attendee);
      return this.attendance.leave(client);
    }

    override onBeforeShutdown(): void {
      this.host
        .drain()
        .catch((error: unknown) => this.report(error))
        .finally(() => this.disconnect(CloseCode.SERVER_SHUTDOWN));
    }

    override async onDispose(): Promise<void> {
      for (const stop of this.stops) stop();
      await this.host.drain();
    }

    override onUncaughtException(error: Error): void {
      if (!(error.cause instanceof ServerError)) this.report(error.cause ?? error);
    }

    private placeSerializer!: PlaceSerializer;

    /** The room would put a plain SchemaSerializer in place whenever its state is set. */
    override setSerializer(): void {
      super.setSerializer(this.placeSerializer);
    }

    private follow(): void {
      const showVoice = (status: object): void => {
        this.state.voice = JSON.stringify(status);
      };
      showVoice(dependencies.voices.status());
      this.stops.push(
        dependencies.voices.onStatus(showVoice),
        dependencies.personas.onChange((change) => void this.residents.update(change).catch((error: unknown) => this.report(error))),
      );
    }

    private listen(): void {
      const desk: Desk = {
        floor: this.floor,
        host: this.host,
        audience: this.audience,
        later: (delayMs, action) => void this.clock.setTimeout(action, delayMs),
      };
      const report = (error: unknown): Refusal => this.report(error);
      for (const type of Object.keys(intents) as IntentType[]) {
        this.onMessage(type, (client: PlaceClient, payload: unknown, context: MessageContext) => {
          const attendee = this.attendance.attendeeOf(client);
          if (attendee === undefined) return undefined;
          const reply = { isRequest: context.id !== undefined, reject: (refusal: Refusal) => void context.reject(refusal) };
          return receiveIntent(desk, attendee, type, payload, reply, this.clock.currentTime, report);
        });
      }
      this.onMessage("*", (client: PlaceClient, type: string | number) => {
        if (this.attendance.attendeeOf(client)?.noticeBudget.take(this.clock.currentTime) !== true) return;
        client.send("notice", { code: "unknown-message", level: "warning", text: "The server does not know this message.", message: String(type).slice(0, 60) });
      });
    }

    private advance(deltaMs: number): void {
      if (this.clients.length === 0) return;
      const { simulation, wander } = this.floor;
      const startMs = performance.now();
      this.owedMs = Math.min(this.owedMs + deltaMs, MAX_CATCH_UP_STEPS * STEP_MS);
      for (; this.owedMs >= STEP_MS; this.owedMs -= STEP_MS) {
        wander.step();
        simulation.step();
        if (simulation.tick % SLOW_TICKS === 0) this.advanceSlowly();
      }
      this.reportMoves();
      const steppedMs = performance.now();
      this.broadcastPatch();
      dependencies.onPatch?.(steppedMs - startMs, performance.now() - steppedMs);
    }

    private advanceSlowly(): void {
      const { people, spectatorCount } = this.attendance;
      directAttention(this.state, this.floor.simulation);
      this.audience.refresh();
      for (const step of this.footing.steps(this.state, people.values(), this.floor.simulation.tick)) this.stepInOrOut(step);
      this.state.spectatorCount = spectatorCount;
      if (this.listing.people === people.size && this.listing.spectators === spectatorCount) return;
      this.listing = { ...this.listing, people: people.size, spectators: spectatorCount };
      this.setMetadata(this.listing).catch((error: unknown) => this.report(error));
    }

    private stepInOrOut({ attendee, circleId, direction }: ReturnType<Footing["steps"]>[number]): void {
      const { actor } = attendee;
      const done = direction === "out" ? this.host.leaveCircle(actor) : this.host.joinCircle(actor, { circleId }).then((transcript) => attendee.client?.send("transcript", transcript));
      // Refused: they stand near a circle that will not have them, which is no fault of theirs.
      done.catch(() => undefined);
    }

    private reportMoves(): void {
      // A quarter of the people per patch, so that the load is even.
      let turn = this.floor.board.patch;
      for (const { client, mover } of this.attendance.people.values()) {
        turn += 1;
        if (mover === null || mover.report === "none" || (mover.report === "soon" && turn % REPORT_PATCHES !== 0)) continue;
        mover.report = "none";
        const { x, z, yaw } = mover.body;
        client?.send("moved", { seq: mover.inputs?.settledSeq ?? -1, x, z, yaw, driven: isDriven(mover) });
      }
    }

    /** Logs what nobody expected, and words it for whoever caused it. */
    private report(error: unknown): Refusal {
      const errorId = randomUUID().slice(0, 8);
      dependencies.log.error({ err: error, errorId, placeId: this.listing.placeId }, "a place met an unexpected problem");
      return { code: "internal", reason: `Something went wrong on the server (${errorId}). Nothing that was said is lost; try again.` };
    }
  };

/** One encoding for all of them. */
const sendToAll = <Type extends keyof ServerMessages>(clients: Iterable<PlaceClient>, type: Type, message: ServerMessages[Type]): void => {
  const bytes = getMessageBytes.raw(Protocol.ROOM_DATA, type, message);
  for (const client of clients) client.enqueueRaw(bytes);
};

/** Makes the room `place` known to a game server, and lets nobody open rooms except by joining. */
export const registerPlaceRoom = (server: Server, dependencies: PlaceDependencies): void => {
  server.define("place", definePlaceRoom(dependencies)).filterBy(["placeId", "workspaceId", "instance"] as never);
  matchMaker.controller.exposedMethods = ["joinOrCreate", "join", "joinById", "reconnect"];
};
