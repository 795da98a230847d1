import type { CircleTranscript, ServerMessages } from "../../../schema/messages/room-messages.ts";
import { distanceBetween } from "../../../schema/rules/point.ts";
import type { Circle, PlaceState } from "../../../schema/state/place-state.ts";
import type { Actor, CircleHost, CircleStage } from "../../circle/circle-stage.ts";
import { Gallery, type GalleryPorts } from "../../gallery/gallery.ts";
import type { Attendee, PlaceClient } from "./attendee.ts";
import type { PlaceNotice } from "../place-notice.ts";

/** Distance from the circle's centre. */
export const HEARING_RADIUS_M = 12;
const STOP_HEARING_RADIUS_M = 13;

export type Send = <Type extends keyof ServerMessages>(
  clients: Iterable<PlaceClient>,
  type: Type,
  message: ServerMessages[Type],
) => void;

type AudienceHost = Pick<CircleHost, "mayHear" | "attends" | "transcriptFor" | "setWatched" | "leads" | "say">;

/**
 * Who hears which circle: members, hearers within 12 m and following spectators.
 * A transcript is sent before the first delta, so that nothing is missed or duplicated.
 */
export class Audience {
  private readonly state: PlaceState;
  private readonly host: () => AudienceHost;
  private readonly people: ReadonlyMap<string, Attendee>;
  private readonly send: Send;
  private readonly now: () => number;
  private readonly report: (error: unknown) => void;
  readonly gallery: Gallery<PlaceClient>;
  private readonly listeners = new Map<string, Set<Attendee>>();
  private readonly watched = new Map<string, boolean>();

  constructor(options: {
    state: PlaceState;
    /** A function, because the host is created later. */
    host: () => AudienceHost;
    /** Visitors by user id. */
    people: ReadonlyMap<string, Attendee>;
    send: Send;
    /** ms, as in `RateBudget` */
    now: () => number;
    report: (error: unknown) => void;
    gallery: Pick<GalleryPorts<PlaceClient>, "store" | "prepare">;
  }) {
    this.state = options.state;
    this.host = options.host;
    this.people = options.people;
    this.send = options.send;
    this.now = options.now;
    this.report = options.report;
    this.gallery = new Gallery({
      ...options.gallery,
      state: options.state,
      host: options.host,
      listenersOf: (circleId) => this.listeners.get(circleId) ?? [],
      send: (client, view) => this.send([client], "gallery", view),
    });
  }

  followDebate(...reached: Parameters<CircleStage["debateReached"]>): void {
    this.gallery.followDebate(...reached).catch(this.report);
  }

  /** Connections of members and listeners who `mayHear` it. */
  clientsOf(circleId: string, mayHear: (actor: Actor) => boolean): Set<PlaceClient> {
    const members = [...(this.state.circles.get(circleId)?.members ?? [])].flatMap((id) => this.people.get(id) ?? []);
    const clients = new Set<PlaceClient>();
    for (const { actor, client } of [...members, ...(this.listeners.get(circleId) ?? [])])
      if (client !== null && mayHear(actor)) clients.add(client);
    return clients;
  }

  membersOf(circleId: string): Set<PlaceClient> {
    const clients = new Set<PlaceClient>();
    for (const memberId of this.state.circles.get(circleId)?.members ?? []) {
      const client = this.people.get(memberId)?.client;
      if (client) clients.add(client);
    }
    return clients;
  }

  clientOf(userId: string): PlaceClient | null {
    return this.people.get(userId)?.client ?? null;
  }

  /** Visitors, and spectators who follow a circle. */
  isConnected(userId: string): boolean {
    if (this.clientOf(userId) !== null) return true;
    return [...this.listeners.values()].some((listeners) =>
      [...listeners].some(({ actor, client }) => actor.userId === userId && client !== null),
    );
  }

  /** Recipients among those who are here now. */
  recipientsOf(to: PlaceNotice["to"]): Iterable<PlaceClient> {
    if ("circleId" in to) return this.membersOf(to.circleId);
    return [...this.people.values()].flatMap(({ actor: { userId, role }, client }) => {
      const isMeant = "roles" in to ? to.roles.some((name) => name === role) : userId === to.userId;
      const isNotified = "userId" in to && !to.inCircles && this.state.avatars.get(userId)?.circleId;
      return client && isMeant && !isNotified ? [client] : [];
    });
  }

  /** Recomputes who hears what and which circles are watched. A few times a second is enough. */
  refresh(): void {
    for (const person of this.people.values()) if (person.client !== null) this.refreshPerson(person);
    for (const [circleId, listeners] of this.listeners)
      for (const listener of Array.from(listeners))
        if (listener.mover === null && !this.host().mayHear(listener.actor, circleId))
          this.stopHearing(listener, circleId);
    for (const circleId of this.state.circles.keys()) this.refreshWatched(circleId);
    for (const circleId of this.watched.keys()) if (!this.state.circles.has(circleId)) this.watched.delete(circleId);
    for (const [circleId, listeners] of this.listeners) {
      if (this.state.circles.has(circleId)) continue;
      for (const listener of Array.from(listeners)) this.stopHearing(listener, circleId);
    }
  }

  /** A spectator follows one circle or none. False when they may not. */
  async follow(spectator: Attendee, circleId: string | null): Promise<boolean> {
    for (const heard of Array.from(spectator.hears)) if (heard !== circleId) this.stopHearing(spectator, heard);
    return circleId === null || (await this.startHearing(spectator, circleId));
  }

  /** After a dropped connection, sends transcripts with what was said meanwhile. */
  async resume(person: Attendee): Promise<void> {
    const circleIds = new Set(person.hears);
    // A spectator may also have a body here, by another connection.
    const own = person.mover && this.state.avatars.get(person.actor.userId)?.circleId;
    if (own) circleIds.add(own);
    for (const circleId of circleIds) await this.startHearing(person, circleId);
  }

  /** The transcript is another than they received. */
  resend(circleId: string): void {
    this.gallery.forget(circleId);
    for (const listener of this.listeners.get(circleId) ?? []) this.startHearing(listener, circleId).catch(this.report);
  }

  leave(attendee: Attendee): void {
    for (const circleId of attendee.hears) this.listeners.get(circleId)?.delete(attendee);
    attendee.hears.clear();
  }

  private refreshPerson(person: Attendee): void {
    const body = person.mover!.body;
    for (const [circleId, circle] of this.state.circles) {
      const distance = distanceBetween(body, circle);
      const isMember = circle.members.includes(person.actor.userId);
      const attends = circle.status !== "ended" && this.host().attends(person.actor, circleId);
      if (person.hears.has(circleId)) {
        if (!isMember && !attends && (distance > STOP_HEARING_RADIUS_M || circle.isPrivate))
          this.stopHearing(person, circleId);
      } else if (isMember && !attends) {
        // The transcript was part of the answer to joining. In a session people are seated without asking.
        this.addListener(person, circleId);
      } else if ((attends || (mayHear(circle) && distance <= HEARING_RADIUS_M)) && this.canTakeTranscript(person)) {
        person.hears.add(circleId);
        this.startHearing(person, circleId).catch(this.report);
      }
    }
  }

  /** Somebody who got many recently, or does not read what was sent, starts hearing a moment later. */
  private canTakeTranscript({ viewer, transcriptBudget }: Attendee): boolean {
    return viewer.behindSince === null && transcriptBudget.take(this.now());
  }

  private async startHearing(attendee: Attendee, circleId: string): Promise<boolean> {
    attendee.hears.add(circleId);
    let transcript: CircleTranscript | null = null;
    try {
      transcript = await this.host().transcriptFor(attendee.actor, circleId);
    } finally {
      if (transcript === null) attendee.hears.delete(circleId);
    }
    // They may have left or stopped listening while the transcript was read.
    if (transcript === null || attendee.client === null || !attendee.hears.has(circleId)) return false;
    this.send([attendee.client], "transcript", transcript);
    this.addListener(attendee, circleId);
    return true;
  }

  private addListener(attendee: Attendee, circleId: string): void {
    attendee.hears.add(circleId);
    const listeners = this.listeners.get(circleId) ?? new Set();
    listeners.add(attendee);
    this.listeners.set(circleId, listeners);
    this.gallery.welcome(attendee, circleId).catch(this.report);
  }

  private stopHearing(attendee: Attendee, circleId: string): void {
    attendee.hears.delete(circleId);
    const listeners = this.listeners.get(circleId);
    listeners?.delete(attendee);
    if (listeners?.size === 0) this.listeners.delete(circleId);
    if (attendee.client !== null) this.send([attendee.client], "transcript-left", { circleId });
  }

  private refreshWatched(circleId: string): void {
    const isWatched = this.clientsOf(circleId, () => true).size > 0;
    if ((this.watched.get(circleId) ?? false) === isWatched) return;
    this.watched.set(circleId, isWatched);
    this.host().setWatched(circleId, isWatched);
  }
}

const mayHear = (circle: Circle): boolean => !circle.isPrivate && circle.status !== "ended";
