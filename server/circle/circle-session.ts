/** What a session adds to its circle: whose it is, who sits, who only listens, who may not speak (SPEC C9). */
import { message, type Message } from "../../schema/messages/message.ts";
import type { HostedSession } from "../session/hosted-session.ts";
import type { Member } from "./circle.ts";
import { IntentRefused, type Actor } from "./circle-stage.ts";
import { isFacilitator } from "./is-facilitator.ts";

export type CircleSession = Pick<HostedSession, "id" | "isFrozen" | "section"> & {
  facilitators: ReadonlySet<string>;
  /** Who may sit and speak: participants who were admitted, and spectators on stage. */
  seats: ReadonlySet<string>;
  /** Who hears it, also without a seat: everybody who was admitted. */
  listeners: ReadonlySet<string>;
  muted: ReadonlySet<string>;
  /** Facilitators and admins of the workspace who sat down in it. */
  keepers: Set<string>;
  /** Participants who stood up by themselves, and are not seated again until they come back. */
  stoodUp: Set<string>;
};

export function toCircleSession(hosted: HostedSession, now: number, before: CircleSession | null): CircleSession {
  const admitted = hosted.people.filter(({ status }) => status === "admitted");
  const isOnStage = ({ onStageUntil }: HostedSession["people"][number]) =>
    onStageUntil !== null && onStageUntil.getTime() > now;
  const facilitators = new Set([
    hosted.owner.userId,
    ...admitted.flatMap(({ role, userId }) => (role === "facilitator" ? [userId] : [])),
  ]);
  return {
    id: hosted.id,
    isFrozen: hosted.isFrozen,
    section: hosted.section,
    facilitators,
    seats: new Set(admitted.filter((person) => person.role === "participant" || isOnStage(person)).map(toId)),
    listeners: new Set([...facilitators, ...admitted.map(toId)]),
    muted: new Set(hosted.muted),
    keepers: before?.keepers ?? new Set(),
    stoodUp: before?.stoodUp ?? new Set(),
  };
}

/** Until it is known how the session stands, nobody sits, hears, speaks or steers. */
export const closedSession = (id: string): CircleSession => ({
  id,
  isFrozen: true,
  section: null,
  facilitators: new Set(),
  seats: new Set(),
  listeners: new Set(),
  muted: new Set(),
  keepers: new Set(),
  stoodUp: new Set(),
});

const toId = ({ userId }: { userId: string }): string => userId;

/** Somebody who hears all that is said without a seat. */
export const listener = (userId: string): Member => ({ id: userId, kind: "person", name: "", seat: -1 });

export const watchersOf = (session: CircleSession | null, members: readonly Member[]): Member[] =>
  [...(session?.listeners ?? [])].filter((id) => members.every((member) => member.id !== id)).map(listener);

type Speaker = Pick<Actor, "userId" | "role">;

/** Why they may not speak now; null when they may. */
export function silencedBecause({ userId, role }: Speaker, session: CircleSession | null): Message | null {
  if (session === null || session.facilitators.has(userId) || isFacilitator({ role })) return null;
  if (session.isFrozen) return message("session-frozen");
  return session.muted.has(userId) ? message("session-muted") : null;
}

export function refuseSilenced(speaker: Speaker, session: CircleSession | null): void {
  const reason = silencedBecause(speaker, session);
  if (reason) throw new IntentRefused(reason);
}
