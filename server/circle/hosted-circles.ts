/** The circles that run in one place, found by what people name. */
import { distanceBetween, type Point } from "../../schema/rules/point.ts";
import { freeSeat, FULL_CIRCLES_APART_M, SEAT_COUNT } from "../../schema/rules/seating.ts";
import type { PlaceState } from "../../schema/state/place-state.ts";
import { isCasual, isUnheard, peopleOf } from "./circle.ts";
import { refuseSpectator } from "./circle-rights.ts";
import type { CircleRunner } from "./circle-runner.ts";
import { IntentRefused, type Actor } from "./circle-stage.ts";

export class HostedCircles extends Map<string, CircleRunner> {
  /** Where this person or persona sits. */
  ofMember(memberId: string): CircleRunner | undefined {
    return [...this.values()].find(
      ({ circle }) => circle.endedAt === null && circle.members.some(({ id }) => id === memberId),
    );
  }

  /** Those that this person opened and that have not ended, oldest first. */
  openedBy(userId: string): CircleRunner[] {
    return [...this.values()].filter(({ circle, facts }) => circle.endedAt === null && facts.ownerId === userId);
  }

  /** Small talk of personas that stands in the way of a circle on this spot. */
  casualAt(spot: Point): CircleRunner[] {
    return [...this.values()].filter(
      ({ circle, facts }) =>
        circle.endedAt === null && isCasual(circle) && distanceBetween(facts, spot) < FULL_CIRCLES_APART_M,
    );
  }

  ofTurn(turnId: string): CircleRunner | undefined {
    return [...this.values()].find(({ transcript }) => transcript.find(turnId));
  }

  open(circleId: string): CircleRunner {
    const runner = this.get(circleId);
    if (!runner || runner.circle.endedAt !== null)
      throw new IntentRefused("no-such-circle", "This circle has ended. Its transcript is in the history.");
    return runner;
  }

  ofActor(actor: Actor): CircleRunner {
    refuseSpectator(actor);
    const runner = this.ofMember(actor.userId);
    if (!runner)
      throw new IntentRefused(
        "no-circle",
        "You are in no circle. Walk up to a persona or a circle and press E, or open one.",
      );
    return runner;
  }
}

export function findFreeSeat({ circle }: CircleRunner): number {
  const seat = freeSeat(circle.members.map((member) => member.seat));
  if (seat === null)
    throw new IntentRefused(
      "circle-full",
      `All ${SEAT_COUNT} seats of "${circle.topic}" are taken. Listen from outside, or open a circle of your own.`,
      { topic: circle.topic, seats: SEAT_COUNT },
    );
  return seat;
}

/**
 * A persona that may be called away: in no circle, in the calling one, in small talk of personas, or in one that its
 * people left and nobody hears.
 */
export function findFreePersona(
  state: PlaceState,
  personaId: string,
  current: CircleRunner | undefined,
  calledTo: CircleRunner | undefined,
  now: number,
) {
  const avatar = state.avatars.get(personaId);
  if (avatar?.kind !== "persona") throw new IntentRefused("no-such-persona", "This persona is not in this place.");
  const isFree =
    !current ||
    current === calledTo ||
    isCasual(current.circle) ||
    (peopleOf(current.circle).length === 0 && isUnheard(current.circle, now));
  if (isFree) return { id: personaId, name: avatar.name, kind: "persona" as const };
  const { circle } = current;
  const others = circle.members.filter(({ id }) => id !== personaId).map(({ name }) => name);
  const { name } = avatar;
  if (circle.isPrivate)
    throw new IntentRefused("persona-busy-privately", `${name} is talking in a private circle. Ask again later.`, {
      name,
    });
  const company = others.length > 0 ? ` with ${others.join(", ")}` : "";
  throw new IntentRefused("persona-busy", `${name} is talking in "${circle.topic}"${company}. Join them there.`, {
    name,
    topic: circle.topic,
  });
}
