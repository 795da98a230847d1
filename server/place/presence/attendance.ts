import { principalOf } from "../../../engine/scope/scope.ts";
import { message } from "../../../schema/messages/message.ts";
import { noticeOf } from "../../messages/notice-of.ts";
import { CLOSE_CODES } from "../../../schema/messages/close-codes.ts";
import type { Role } from "../../../schema/messages/account.ts";
import type { JoinOptions, ServerMessages } from "../../../schema/messages/room-messages.ts";
import type { Caller } from "../../account/caller.ts";
import type { CircleHost } from "../../circle/circle-stage.ts";
import type { PersonEvent } from "../../people/person-event.ts";
import type { Attendee, PlaceClient } from "./attendee.ts";
import type { Audience } from "./audience.ts";
import type { Floor } from "../ground/floor.ts";
import type { Mover } from "../bodies/mover.ts";
import { personLook } from "../bodies/person-look.ts";
import { RateBudget } from "../wire/rate-budget.ts";
import { personViewer, SPECTATOR_PHASES, type Viewer } from "../wire/viewer.ts";

/** A checked reconnection token stays usable for the time that Colyseus reserves a seat. */
const LET_BACK_MS = 15_000;
const INPUTS_PER_SECOND = 40;
/** A connection delayed by a second delivers everything at once. */
const INPUT_BURST = 60;
export const INTENTS_PER_SECOND = 10;
const INTENT_BURST = 20;
const TRANSCRIPTS_PER_SECOND = 0.5;
const TRANSCRIPT_BURST = 20;

type Joined = Pick<JoinOptions, "role" | "stood" | "language">;

const TAKEN_OVER = noticeOf("info", message("taken-over"));
const SIGNED_OUT = noticeOf("warning", message("sign-in-ended"));
const BLOCKED = noticeOf("error", message("blocked"));
const SENT_OUT = noticeOf("warning", message("sent-out"));

/** Who is here, by which connection: one body per person, whichever tab it belongs to (SPEC W6). */
export class Attendance {
  /** Visitors by user id; they stay while their connection is dropped. */
  readonly people: Map<string, Attendee>;
  spectatorCount = 0;
  private readonly bySession = new Map<string, Attendee>();
  private readonly floor: Floor;
  private readonly host: Pick<CircleHost, "bodyLeft" | "bodyCame">;
  private readonly audience: Audience;
  private nextPhase = 0;

  constructor(options: {
    people: Map<string, Attendee>;
    floor: Floor;
    host: Pick<CircleHost, "bodyLeft" | "bodyCame">;
    audience: Audience;
  }) {
    this.people = options.people;
    this.floor = options.floor;
    this.host = options.host;
    this.audience = options.audience;
  }

  /** Visitors and spectators. */
  everyone(): Iterable<Attendee> {
    return this.bySession.values();
  }

  attendeeOf(client: PlaceClient): Attendee | undefined {
    return this.bySession.get(client.sessionId);
  }

  /** The attendee whose seat this token holds, whether their connection has dropped or not. */
  findHeld(reconnectionToken: string): Attendee | undefined {
    return [...this.bySession.values()].find(
      ({ client, waiting }) => (client ?? waiting)?.reconnectionToken === reconnectionToken,
    );
  }

  /** Lets a person, whose sign-in was checked, reclaim the seat with this token, once and soon. False: it is not theirs. */
  letBack(reconnectionToken: string, userId: string, nowMs: number): boolean {
    const holder = this.findHeld(reconnectionToken);
    if (holder?.actor.userId !== userId) return false;
    holder.letBackUntilMs = nowMs + LET_BACK_MS;
    return true;
  }

  /** Whether the seat was recently requested by the right person. */
  takePass(reconnectionToken: string, nowMs: number): boolean {
    const holder = this.findHeld(reconnectionToken);
    const isLetBack = holder !== undefined && nowMs < holder.letBackUntilMs;
    if (holder) holder.letBackUntilMs = 0;
    return isLetBack;
  }

  /** People who signed out, or are sent out, are notified and removed at once; a new role applies from now on. */
  async handle(event: PersonEvent): Promise<void> {
    switch (event.type) {
      case "sign-in-ended":
        return this.disconnect(({ signInId }) => signInId === event.signInId, SIGNED_OUT, CLOSE_CODES.signedOut);
      case "blocked":
        return this.disconnect(({ actor }) => actor.userId === event.userId, BLOCKED, CLOSE_CODES.blocked);
      case "removed":
        return this.disconnect(({ actor }) => actor.userId === event.userId, SENT_OUT, CLOSE_CODES.removed);
      case "role-given":
        for (const attendee of this.bySession.values())
          if (attendee.actor.userId === event.userId) attendee.actor = { ...attendee.actor, role: event.role };
    }
  }

  /** Events may have been missed: compares everyone here with their current sign-in and role. */
  async recheck(roleOf: (signInId: string) => Promise<Role | null>): Promise<void> {
    const check = async ({ actor: { userId, role: known }, signInId }: Attendee) => {
      const role = await roleOf(signInId);
      if (role === null) await this.handle({ type: "sign-in-ended", signInId });
      else if (role !== known) await this.handle({ type: "role-given", userId, role });
    };
    await Promise.all(Array.from(this.everyone(), check));
  }

  private async disconnect(
    isMeant: (attendee: Attendee) => boolean,
    notice: ServerMessages["notice"],
    code: number,
  ): Promise<void> {
    for (const [sessionId, attendee] of [...this.bySession].filter(([, one]) => isMeant(one))) {
      const { client, waiting } = attendee;
      client?.send("notice", notice);
      client?.leave(code, notice.text);
      await this.remove(sessionId, attendee);
      waiting?.giveUp();
    }
  }

  /** A visitor who is here already takes their body over; its previous connection is notified and closed. */
  admit(client: PlaceClient, caller: Caller, joined: Joined, nowMs: number): void {
    const { role, stood, language } = joined;
    const before = role === "visitor" ? this.people.get(caller.userId) : undefined;
    const mover =
      role === "visitor"
        ? (before?.mover ?? this.floor.addPerson(caller.userId, caller.name, personLook(caller.colour), stood))
        : null;
    const attendee = this.enter(client, caller, mover, { nowMs, language });
    if (mover === null) {
      this.spectatorCount += 1;
      return;
    }
    this.people.set(caller.userId, attendee);
    this.floor.simulation.connect(mover);
    if (before !== undefined) this.replace(before, attendee);
    this.host.bodyCame(caller.userId);
  }

  /** The connection dropped: body and seat wait until `giveUp` is called. Null when this connection no longer has a body. */
  drop(client: PlaceClient, giveUp: () => void): void {
    const attendee = this.attendeeOf(client);
    if (attendee === undefined) return giveUp();
    const avatar = attendee.mover && this.floor.state.avatars.get(attendee.actor.userId);
    attendee.client = null;
    attendee.waiting = { activity: avatar?.activity ?? "", reconnectionToken: client.reconnectionToken, giveUp };
    if (!avatar) return;
    avatar.activity = "away";
    avatar.typing = false;
  }

  /** The connection is back, on the same spot and in the same circle; sends what was said meanwhile. */
  async resume(client: PlaceClient): Promise<void> {
    const attendee = this.attendeeOf(client);
    if (attendee === undefined) return;
    attendee.client = client;
    this.wake(attendee, attendee.waiting?.activity ?? "idle");
    attendee.waiting = null;
    await this.audience.resume(attendee);
  }

  /** The connection has left for good. A body that another connection took over stays. */
  async leave(client: PlaceClient): Promise<void> {
    const attendee = this.attendeeOf(client);
    if (attendee !== undefined) await this.remove(client.sessionId, attendee);
  }

  private async remove(sessionId: string, attendee: Attendee): Promise<void> {
    this.bySession.delete(sessionId);
    this.audience.leave(attendee);
    attendee.client = null;
    if (attendee.mover === null) {
      this.spectatorCount -= 1;
      return;
    }
    const { userId } = attendee.actor;
    this.people.delete(userId);
    await this.host.bodyLeft(userId);
    // They may have stepped in again while the circle was notified.
    if (!this.people.has(userId)) this.floor.remove(userId);
  }

  private enter(
    client: PlaceClient,
    caller: Caller,
    mover: Mover | null,
    { nowMs, language }: { nowMs: number; language: string | undefined },
  ): Attendee {
    const { userId, workspaceId, name, role, signInId } = caller;
    const viewer: Viewer =
      mover === null
        ? { kind: "spectator", phase: this.nextPhase, circleId: "", sincePatch: 0, behindSince: null }
        : personViewer(mover);
    if (mover === null) this.nextPhase = (this.nextPhase + 1) % SPECTATOR_PHASES;
    const attendee: Attendee = {
      actor: { scope: principalOf(workspaceId, userId), userId, name, role, spectator: mover === null },
      signInId,
      language,
      viewer,
      mover,
      client,
      inputBudget: new RateBudget(INPUTS_PER_SECOND, INPUT_BURST, nowMs),
      intentBudget: new RateBudget(INTENTS_PER_SECOND, INTENT_BURST, nowMs),
      transcriptBudget: new RateBudget(TRANSCRIPTS_PER_SECOND, TRANSCRIPT_BURST, nowMs),
      noticeBudget: new RateBudget(1, 3, nowMs),
      hears: new Set(),
      waiting: null,
      letBackUntilMs: 0,
    };
    client.userData = viewer;
    this.bySession.set(client.sessionId, attendee);
    return attendee;
  }

  private replace(before: Attendee, attendee: Attendee): void {
    for (const [sessionId, known] of this.bySession) if (known === before) this.bySession.delete(sessionId);
    this.audience.leave(before);
    const { client, waiting } = before;
    before.client = null;
    if (client !== null) notifyTakenOver(client);
    waiting?.giveUp();
    if (waiting !== null) this.wake(attendee, waiting.activity);
    void this.audience.resume(attendee);
  }

  private wake(attendee: Attendee, activity: string): void {
    if (attendee.mover === null) return;
    attendee.mover.report = "now";
    const avatar = this.floor.state.avatars.get(attendee.actor.userId);
    if (avatar?.activity === "away") avatar.activity = activity;
  }
}

/** The room closes a connection whose seat is reclaimed elsewhere with its own text: this notice is sent first. */
export function notifyTakenOver(client: PlaceClient): void {
  client.send("notice", TAKEN_OVER);
  client.leave(CLOSE_CODES.takenOver, TAKEN_OVER.text);
}
