import { randomUUID } from "node:crypto";
import { CloseCode, Room, ServerError } from "@colyseus/core";
import { message } from "../../schema/messages/message.ts";
import { joinRefused } from "../colyseus/join-refused.adapter.ts";
import { refusalOf } from "../messages/refusal-of.ts";
import { JOIN_ERROR_CODES } from "../../schema/messages/close-codes.ts";
import type { Refusal } from "../../schema/messages/room-messages.ts";
import { PlaceState } from "../../schema/state/place-state.ts";
import type { Caller } from "../account/caller.ts";
import type { CircleHost } from "../circle/circle-stage.ts";
import { isDatabaseAway } from "../database/database-away.ts";
import { fullReason, type CheckedOptions } from "./presence/admit.ts";
import { handleIntents } from "./intents/handle-intents.adapter.ts";
import { Attendance, notifyTakenOver } from "./presence/attendance.ts";
import type { Attendee, PlaceClient } from "./presence/attendee.ts";
import { PersonWatch } from "./presence/person-watch.ts";
import { Audience } from "./presence/audience.ts";
import { checkJoin, type Listing } from "./presence/check-join.adapter.ts";
import { isListingDue } from "./presence/listing-due.ts";
import { tendEntrance } from "./entrance/tend-entrance.adapter.ts";
import { Floor } from "./ground/floor.ts";
import { disconnectSlowClient } from "../colyseus/disconnect-slow-client.adapter.ts";
import { PlaceBeat, STEP_MS } from "./place-beat.ts";
import type { PlaceDependencies } from "./place-dependencies.ts";
import { PlaceSerializer } from "./wire/place-serializer.adapter.ts";
import { followCirclesFromElsewhere } from "./follow-circles.ts";
import { PlaceStage } from "./place-stage.ts";
import { unexpectedRefusal } from "./intents/receive-intent.ts";
import { Residents } from "./bodies/residents.ts";
import { prepareMessage, sendToAll } from "../colyseus/send-to-all.adapter.ts";

/** Body and seat are kept this long for a dropped connection (SPEC W6). */
export const RECONNECT_SECONDS = 30;
/** For the transport's `maxPayload`: the longest text at four bytes per character, plus its frame. */
export const MAX_MESSAGE_BYTES = 32 * 1024;

/** Beyond this a connection is closed; soft limits refuse long before. */
const HARD_MESSAGES_PER_SECOND = 200;
/** After a restart pages take a while to return; later, reported positions are ignored. */
const RETURN_WITHIN_MS = 60_000;

/** The behaviour of every place. One instance of a place is one room. */
abstract class PlaceRoomBase extends Room<{ state: PlaceState; client: PlaceClient; metadata: Listing }> {
  protected abstract readonly dependencies: PlaceDependencies;
  override maxMessagesPerSecond = HARD_MESSAGES_PER_SECOND;
  floor!: Floor;
  host!: CircleHost;
  attendance!: Attendance;
  private audience!: Audience;
  private residents!: Residents;
  private listing!: Listing;
  private beat!: PlaceBeat;
  private readonly stops: (() => void)[] = [];
  private personWatch!: PersonWatch;

  override async onCreate({ placeId, instance, workspaceId }: CheckedOptions): Promise<void> {
    const place = this.dependencies.places.get(placeId);
    if (place === undefined) throw joinRefused(JOIN_ERROR_CODES.notFound, refusalOf(message("no-such-place")));
    this.autoDispose = instance !== 1;
    this.listing = { placeId: place.id, workspaceId, instance, people: 0, spectators: 0 };
    this.setMetadata(this.listing);

    const state = Object.assign(new PlaceState(), { placeId: place.id });
    const floor = (this.floor = new Floor(place, state, Math.random));
    this.placeSerializer = new PlaceSerializer(
      {
        simulation: floor.simulation,
        board: floor.board,
        centreOf: (circleId) => state.circles.get(circleId) ?? null,
      },
      {
        onEncoded: () => this.dependencies.onBeat?.("encoded"),
        onStuck: (client) => disconnectSlowClient(client, this.dependencies.log),
      },
    );
    this.state = state;

    const report = (error: unknown): void => void this.report(error);
    const people = new Map<string, Attendee>();
    this.audience = new Audience({
      state,
      host: () => this.host,
      people,
      send: sendToAll,
      now: () => this.clock.currentTime,
      report,
      gallery: { store: this.dependencies.gallery, prepare: prepareMessage },
    });
    const stage = new PlaceStage(floor, workspaceId, this.audience, { send: sendToAll, everyone: () => this.clients });
    const host = (this.host = this.dependencies.createCircleHost(stage));
    this.attendance = new Attendance({ people, floor, host, audience: this.audience });
    this.beat = new PlaceBeat({ floor, attendance: this.attendance, audience: this.audience, host, now: Date.now });
    this.residents = new Residents({
      floor,
      directory: this.dependencies.personas,
      workspaceId,
      onGone: (personaId) => host.bodyLeft(personaId),
    });
    await this.residents.moveIn();
    this.follow();
    const ports = { ...this.dependencies, host, attendance: this.attendance, residents: this.residents, report };
    if (instance === 1) this.stops.push(...(await followCirclesFromElsewhere(this.listing, ports)));
    this.listen();
    tendEntrance(this, this.dependencies, workspaceId, report);
    this.setTimestep((deltaMs) => this.advance(deltaMs), STEP_MS);
    this.patchRate = null;
  }

  override onJoin(client: PlaceClient, options: CheckedOptions): void {
    const caller = client.auth as Caller;
    // The sign-in may have ended since the check, while the socket was opened.
    if (this.personWatch.hasEnded(caller.signInId))
      throw joinRefused(JOIN_ERROR_CODES.notSignedIn, refusalOf(message("sign-in-ended")));
    const { role, language } = options;
    if (caller.workspaceId !== this.listing.workspaceId)
      throw joinRefused(JOIN_ERROR_CODES.notFound, refusalOf(message("no-such-place")));
    const { people, spectatorCount } = this.attendance;
    const isBack = role === "visitor" && people.has(caller.userId);
    const reason = isBack ? null : fullReason(this.floor.place, role, people.size, spectatorCount);
    if (reason !== null) throw joinRefused(JOIN_ERROR_CODES.full, refusalOf(reason));
    const stood = this.clock.elapsedTime < RETURN_WITHIN_MS ? options.stood : undefined;
    this.attendance.admit(client, caller, { role, stood, language }, this.clock.currentTime);
  }

  override onDrop(client: PlaceClient): void {
    if (this.attendance.attendeeOf(client) === undefined) return;
    const waiting = this.allowReconnection(client, RECONNECT_SECONDS);
    // Rejects when the time is up or another tab took the body; `onLeave` follows.
    waiting.catch(() => undefined);
    this.attendance.drop(client, () => waiting.reject?.(new Error("given up")));
  }

  /** Taking the seat of a connection that is still open disconnects it. */
  override checkReconnectionToken(reconnectionToken: string): string {
    const holder = this.attendance.findHeld(reconnectionToken);
    if (holder?.client) notifyTakenOver(holder.client);
    return super.checkReconnectionToken(reconnectionToken);
  }

  /** Called by whichever process is asked for the seat. */
  letBack = (token: string, userId: string): boolean => this.attendance.letBack(token, userId, Date.now());

  override onReconnect(client: PlaceClient): Promise<void> {
    return this.attendance.resume(client);
  }

  override onLeave(client: PlaceClient): Promise<void> {
    const attendee = this.attendance.attendeeOf(client);
    if (attendee !== undefined) this.beat.forget(attendee);
    return this.attendance.leave(client);
  }

  override onBeforeShutdown(): void {
    this.beat
      .drain()
      .catch((error: unknown) => this.report(error))
      .finally(() => this.disconnect(CloseCode.SERVER_SHUTDOWN));
  }

  override async onDispose(): Promise<void> {
    for (const stop of this.stops) stop();
    await this.beat.drain();
  }

  override onUncaughtException(error: Error): void {
    if (!(error.cause instanceof ServerError)) this.report(error.cause ?? error);
  }

  private placeSerializer!: PlaceSerializer;

  /** The room would install a plain SchemaSerializer whenever its state is set. */
  override setSerializer(): void {
    super.setSerializer(this.placeSerializer);
  }

  private follow(): void {
    const showVoice = (status: object): void => {
      this.state.voice = JSON.stringify(status);
    };
    const { voices, personas, roleOf, followPeople } = this.dependencies;
    this.personWatch = new PersonWatch({
      attendance: this.attendance,
      seatReservationMs: this.seatReservationTimeout * 1000,
      roleOf,
      later: (delayMs, action) => void this.clock.setTimeout(action, delayMs),
      report: (error) => this.report(error),
    });
    showVoice(voices.status());
    this.stops.push(
      voices.onStatus(showVoice),
      followPeople(this.personWatch),
      personas.onChange((change) => void this.residents.update(change).catch((error: unknown) => this.report(error))),
      this.dependencies.onNotice?.(({ workspaceId, to, notice }) => {
        if (workspaceId === this.listing.workspaceId) sendToAll(this.audience.recipientsOf(to), "notice", notice);
      }) ?? (() => undefined),
    );
  }

  private listen(): void {
    const { floor, host, audience, attendance } = this;
    handleIntents(this, {
      context: { floor, host, audience, later: (delayMs, action) => void this.clock.setTimeout(action, delayMs) },
      attendeeOf: (client) => attendance.attendeeOf(client),
      report: (error) => this.report(error),
    });
  }

  private advance(deltaMs: number): void {
    this.dependencies.onBeat?.("started");
    // Without clients bodies stand still, but circles must notice that nobody is left to hear them.
    if (this.clients.length > 0) this.beat.advance(deltaMs);
    else this.audience.refresh();
    this.dependencies.onBeat?.("stepped");
    this.broadcastPatch();
    this.beat.reportMoves();
    this.audience.gallery.beat();
    this.dependencies.onBeat?.("sent");
    this.updateListing();
  }

  private updateListing(): void {
    const { people, spectatorCount } = this.attendance;
    const hasChanged = this.listing.people !== people.size || this.listing.spectators !== spectatorCount;
    if (!isListingDue(this.floor.board.patch, hasChanged)) return;
    this.listing = { ...this.listing, people: people.size, spectators: spectatorCount };
    // Fails only while Redis is unavailable, which is reported elsewhere.
    this.setMetadata(this.listing).catch(() => undefined);
  }

  /** Logs an unexpected error and returns a refusal for the sender. */
  private report(error: unknown): Refusal {
    const errorId = randomUUID().slice(0, 8);
    this.dependencies.log.error(
      { err: error, errorId, placeId: this.listing.placeId },
      "a place met an unexpected problem",
    );
    return isDatabaseAway(error) ? refusalOf(message("database-away")) : unexpectedRefusal(errorId);
  }
}

/** The room class of every place. */
export const definePlaceRoom = (dependencies: PlaceDependencies) =>
  class PlaceRoom extends PlaceRoomBase {
    protected override readonly dependencies = dependencies;

    static override onAuth(token: string, options: unknown): Promise<Caller> {
      return checkJoin(dependencies, token, options);
    }
  };
