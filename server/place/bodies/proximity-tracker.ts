import { STEP_SECONDS } from "../../../schema/rules/movement.ts";
import { distanceBetween, type Point } from "../../../schema/rules/point.ts";
import { CIRCLE_RADIUS_M, SEAT_COUNT } from "../../../schema/rules/seating.ts";
import type { Circle, PlaceState } from "../../../schema/state/place-state.ts";
import type { Attendee } from "../presence/attendee.ts";
import { isDriven } from "./mover.ts";

/** Standing this close to the centre counts as joining. */
const STEP_IN_RADIUS_M = 2.8;
const STEP_OUT_RADIUS_M = CIRCLE_RADIUS_M + 1.5;
/** Passing through is not joining. */
const STANDING_TICKS = Math.round(0.6 / STEP_SECONDS);

export type Step = { attendee: Attendee; circleId: string; direction: "in" | "out" };

/**
 * Who joins or leaves a circle by walking up to it or away (SPEC C1). `steps` lists those who have just stepped in or
 * out; people who left by command, or were refused, count again only after walking away from the circle.
 */
export class ProximityTracker {
  private readonly declined = new Map<Attendee, string>();

  steps(state: PlaceState, people: Iterable<Attendee>, tick: number): Step[] {
    const steps: Step[] = [];
    for (const attendee of people) {
      const avatar = state.avatars.get(attendee.actor.userId);
      const { mover } = attendee;
      if (avatar === undefined || mover === null) continue;
      const own = state.circles.get(avatar.circleId);
      // Also while being walked to the seat: somebody who leaves on the way must not be led back.
      if (own !== undefined) this.declined.set(attendee, avatar.circleId);
      if (isDriven(mover)) continue;
      if (own !== undefined) {
        if (distanceBetween(mover.body, own) > STEP_OUT_RADIUS_M)
          steps.push({ attendee, circleId: avatar.circleId, direction: "out" });
        continue;
      }
      const near = nearestCircle(state, mover.body);
      if (near === null) {
        this.declined.delete(attendee);
        continue;
      }
      const [circleId, circle] = near;
      if (circle.isPrivate || circle.members.length >= SEAT_COUNT || this.declined.get(attendee) === circleId) continue;
      if (tick - mover.movedTick < STANDING_TICKS || distanceBetween(mover.body, circle) > STEP_IN_RADIUS_M) continue;
      this.declined.set(attendee, circleId);
      steps.push({ attendee, circleId, direction: "in" });
    }
    return steps;
  }

  forget(attendee: Attendee): void {
    this.declined.delete(attendee);
  }
}

/** The nearest circle within stepping distance: circles may be closer to each other than that. */
function nearestCircle(state: PlaceState, body: Point): [string, Circle] | null {
  let nearest: [string, Circle] | null = null;
  let nearestM = STEP_OUT_RADIUS_M;
  for (const entry of state.circles) {
    const distance = distanceBetween(body, entry[1]);
    if (distance >= nearestM) continue;
    nearest = entry;
    nearestM = distance;
  }
  return nearest;
}
