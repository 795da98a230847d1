/** Who may do what in a circle (SPEC A1, C1, C5). */
import { message } from "../../schema/messages/message.ts";
import type { HeardTurn } from "../conversation/to-turn-view.ts";
import type { Actor } from "./circle-stage.ts";
import { IntentRefused } from "./circle-stage.ts";

/** The facts that rights depend on. */
type GuardedCircle = {
  circle: { isPrivate: boolean; members: readonly { id: string }[] };
  /** User ids of those who were invited. */
  facts: { guests: ReadonlySet<string> };
};

export const isFacilitator = ({ role }: Pick<Actor, "role">): boolean => role === "facilitator" || role === "admin";

const isMember = (actor: Actor, { circle }: Pick<GuardedCircle, "circle">): boolean =>
  circle.members.some(({ id }) => id === actor.userId);

/** A public circle: anyone. A private one: its current members, and facilitators. */
export const mayHear = (actor: Actor, runner: Pick<GuardedCircle, "circle">): boolean =>
  !runner.circle.isPrivate || isMember(actor, runner) || isFacilitator(actor);

/** Whether they may know this turn: in a private circle, those who were present while it was said, and facilitators. */
export const mayKnow = (actor: Actor, { witnesses }: Pick<HeardTurn, "witnesses">): boolean =>
  witnesses === null || witnesses.includes(actor.userId) || isFacilitator(actor);

/** Spectators only watch; changing a circle is for people who stepped in. */
export function refuseSpectator(actor: Actor): void {
  if (actor.spectator) throw new IntentRefused(message("spectators-watch"));
}

/** Those who may hear the circle, and invited people, may come in. */
export function refuseStranger(actor: Actor, runner: GuardedCircle): void {
  if (mayHear(actor, runner) || runner.facts.guests.has(actor.userId)) return;
  throw new IntentRefused(message("private"));
}

export function refuseSteering(actor: Actor, runner: Pick<GuardedCircle, "circle">): void {
  if (isFacilitator(actor)) return;
  refuseSpectator(actor);
  if (!isMember(actor, runner)) throw new IntentRefused(message("not-a-member"));
}
