/** Who may do what in a circle (SPEC A1, C1, C5). */
import type { Actor } from "./circle-stage.ts";
import { IntentRefused } from "./circle-stage.ts";
import type { CircleRunner } from "./circle-runner.ts";

export const isFacilitator = ({ role }: Pick<Actor, "role">): boolean => role === "facilitator" || role === "admin";

const isMember = (actor: Actor, { circle }: CircleRunner): boolean =>
  circle.members.some(({ id }) => id === actor.userId);

/** Hear it, read it, come in: anyone a public circle, guests and facilitators a private one. */
export const mayHear = (actor: Actor, runner: CircleRunner): boolean =>
  !runner.facts.isPrivate || isMember(actor, runner) || runner.facts.guests.has(actor.userId) || isFacilitator(actor);

/** Spectators watch; whatever changes a circle is for people who stepped in. */
export function refuseSpectator(actor: Actor): void {
  if (actor.spectator) throw new IntentRefused("spectators-watch", "You are watching. Step in to take part.");
}

export function refuseStranger(actor: Actor, runner: CircleRunner): void {
  if (mayHear(actor, runner)) return;
  throw new IntentRefused("private", "This circle is private. Ask the people in it to invite you.");
}

export function refuseSteering(actor: Actor, runner: CircleRunner): void {
  if (isFacilitator(actor)) return;
  refuseSpectator(actor);
  if (!isMember(actor, runner))
    throw new IntentRefused("not-a-member", "Only people in the circle can steer its conversation. Join it first.");
}
