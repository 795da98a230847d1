/** Who may do what in a circle (SPEC A1, C1, C5). */
import type { Intent } from "../../schema/messages/room-messages.ts";
import { message } from "../../schema/messages/message.ts";
import { mayLeadDebate, mayLetSpeak } from "../../schema/rules/debate/lead-debate.ts";
import type { Circle } from "./circle.ts";
import type { HeardTurn } from "../conversation/to-turn-view.ts";
import type { Actor } from "./circle-stage.ts";
import type { CircleSession } from "./circle-session.ts";
import { IntentRefused } from "./circle-stage.ts";
import { isFacilitator } from "./is-facilitator.ts";

/** The facts that rights depend on. */
type GuardedCircle = {
  circle: { isPrivate: boolean; members: readonly { id: string }[] };
  /** User ids of those who were invited. */
  facts: { guests: ReadonlySet<string>; session: CircleSession | null };
};

const isMember = (actor: Actor, { circle }: Pick<GuardedCircle, "circle">): boolean =>
  circle.members.some(({ id }) => id === actor.userId);

/** A public circle: anyone. A private one: its current members, those who watch its session, and facilitators. */
export const mayHear = (actor: Actor, runner: GuardedCircle): boolean =>
  !runner.circle.isPrivate ||
  isMember(actor, runner) ||
  isFacilitator(actor) ||
  runner.facts.session?.listeners.has(actor.userId) === true;

/** In a session's circle only its facilitators steer, and see drafts. */
export const maySteer = (actor: Actor, runner: GuardedCircle): boolean => {
  const { session } = runner.facts;
  return isFacilitator(actor) || (session ? session.facilitators.has(actor.userId) : isMember(actor, runner));
};

/** Whose circle it is: its opener, or the facilitators of its session; and facilitators of the workspace. */
export const leads = (
  actor: Pick<Actor, "userId" | "role">,
  { facts: { session, ownerId } }: { facts: { session: CircleSession | null; ownerId: string | null } },
): boolean => isFacilitator(actor) || (session ? session.facilitators.has(actor.userId) : ownerId === actor.userId);

/**
 * Whether they may know this turn, or what was made of turns: in a private circle, those who were present while it was
 * said, and facilitators; in a session's also whoever was let in later.
 */
export const mayKnow = (
  actor: Actor,
  { witnesses }: Pick<HeardTurn, "witnesses">,
  session: CircleSession | null,
): boolean =>
  witnesses === null ||
  witnesses.includes(actor.userId) ||
  isFacilitator(actor) ||
  session?.listeners.has(actor.userId) === true;

/** Spectators only watch; changing a circle is for people who stepped in. */
export function refuseSpectator(actor: Actor): void {
  if (actor.spectator) throw new IntentRefused(message("spectators-watch"));
}

/** Those who may hear the circle, and invited people, may come in. */
export function refuseStranger(actor: Actor, runner: GuardedCircle): void {
  const { session } = runner.facts;
  if (session && !session.seats.has(actor.userId) && !maySteer(actor, runner))
    throw new IntentRefused(message("session-invited-only"));
  if (session || mayHear(actor, runner) || runner.facts.guests.has(actor.userId)) return;
  throw new IntentRefused(message("private"));
}

const LEADS_DEBATE = new Set<Intent<"steer">["action"]>(["begin-debate", "next-phase", "extend-phase", "set-kind"]);

/** A person who moderates leads the debate alone, and ends it, but for whoever leads the circle. */
export function refuseOtherModerators(
  actor: Actor,
  { circle, facts }: { circle: Pick<Circle, "members" | "debate">; facts: Parameters<typeof leads>[1]["facts"] },
  { action }: Intent<"steer">,
): void {
  const { debate, members } = circle;
  const who = { id: actor.userId, leads: leads(actor, { facts }) };
  const may = action === "let-speak" ? mayLetSpeak(debate, who) : mayLeadDebate(debate, members, who);
  if (may || !(LEADS_DEBATE.has(action) || action === "let-speak")) return;
  const moderator = members.find(({ id }) => id === debate?.moderatorId);
  throw new IntentRefused(message("debate-moderator-only", { name: moderator?.name ?? "" }));
}

export function refuseSteering(actor: Actor, runner: GuardedCircle, { action }: Intent<"steer">): void {
  const isOfSession = runner.facts.session !== null;
  if (isOfSession && !maySteer(actor, runner)) throw new IntentRefused(message("session-facilitators-only"));
  if (isOfSession && action === "stop") throw new IntentRefused(message("session-end-it"));
  if (isOfSession || isFacilitator(actor)) return;
  if (action === "set-weights") throw new IntentRefused(message("facilitators-only"));
  refuseSpectator(actor);
  if (!isMember(actor, runner)) throw new IntentRefused(message("not-a-member"));
}
