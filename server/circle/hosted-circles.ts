/** The running circles of one place, with lookups. */
import { message } from "../../schema/messages/message.ts";
import { distanceBetween, type Point } from "../../schema/rules/point.ts";
import { freeSeat, FULL_CIRCLES_APART_M, SEAT_COUNT } from "../../schema/rules/seating.ts";
import type { PlaceState } from "../../schema/state/place-state.ts";
import { isCasual, isUnheard, peopleOf } from "./circle.ts";
import { refuseSpectator } from "./circle-rights.ts";
import type { CircleRunner } from "./circle-runner.ts";
import { IntentRefused, type Actor } from "./circle-stage.ts";

export class HostedCircles extends Map<string, CircleRunner> {
  /** The circle this person or persona sits in. */
  ofMember(memberId: string): CircleRunner | undefined {
    return [...this.values()].find(
      ({ circle }) => circle.endedAt === null && circle.members.some(({ id }) => id === memberId),
    );
  }

  /** Circles that this person opened and that have not ended, oldest first. */
  openedBy(userId: string): CircleRunner[] {
    return [...this.values()].filter(({ circle, facts }) => circle.endedAt === null && facts.ownerId === userId);
  }

  /** Small talk of personas that is in the way of a circle on this spot. */
  casualAt(spot: Point): CircleRunner[] {
    return [...this.values()].filter(
      ({ circle, facts }) =>
        circle.endedAt === null && isCasual(circle) && distanceBetween(facts, spot) < FULL_CIRCLES_APART_M,
    );
  }

  /** Small talk of personas makes way. */
  takenSpots(): Point[] {
    const taken = [...this.values()].filter(({ circle }) => circle.endedAt === null && !isCasual(circle));
    return taken.map(({ facts }) => facts);
  }

  ofTurn(turnId: string): CircleRunner | undefined {
    return [...this.values()].find(({ transcript }) => transcript.find(turnId));
  }

  open(circleId: string): CircleRunner {
    const runner = this.get(circleId);
    if (!runner || runner.circle.endedAt !== null) throw new IntentRefused(message("no-such-circle"));
    return runner;
  }

  ofActor(actor: Actor): CircleRunner {
    refuseSpectator(actor);
    const runner = this.ofMember(actor.userId);
    if (!runner) throw new IntentRefused(message("no-circle"));
    return runner;
  }
}

export function findFreeSeat({ circle }: CircleRunner): number {
  const seat = freeSeat(circle.members.map((member) => member.seat));
  if (seat === null) throw new IntentRefused(message("circle-full", { topic: circle.topic, seats: SEAT_COUNT }));
  return seat;
}

/**
 * A persona that may be called away: it is in no circle, in the calling one, in small talk of personas, or in one that
 * its people left and nobody hears.
 */
export function findFreePersona(
  state: PlaceState,
  personaId: string,
  current: CircleRunner | undefined,
  calledTo: CircleRunner | undefined,
  now: number,
) {
  const avatar = state.avatars.get(personaId);
  if (avatar?.kind !== "persona") throw new IntentRefused(message("no-such-persona"));
  const isFree =
    !current ||
    current === calledTo ||
    isCasual(current.circle) ||
    (peopleOf(current.circle).length === 0 && isUnheard(current.circle, now));
  if (isFree) return { id: personaId, name: avatar.name, kind: "persona" as const };
  const { circle } = current;
  const { name } = avatar;
  if (circle.isPrivate)
    throw new IntentRefused(
      message("persona-busy-privately", {
        name,
      }),
    );
  throw new IntentRefused(
    message("persona-busy", {
      name,
      topic: circle.topic,
    }),
  );
}
