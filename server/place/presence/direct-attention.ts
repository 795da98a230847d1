import { distanceBetween, type Point } from "../../../schema/rules/point.ts";
import { CIRCLE_RADIUS_M } from "../../../schema/rules/seating.ts";
import type { Circle, PlaceState } from "../../../schema/state/place-state.ts";
import { isWalking, type Mover } from "../bodies/mover.ts";
import type { Simulation } from "../bodies/simulation.ts";

/** Passers-by this close turn to the speaker. */
const NOTICE_RADIUS_M = CIRCLE_RADIUS_M + 3.5;

/** What a standing persona looks at: the speaker in its circle or close by; null keeps its direction. */
const lookOf = (mover: Mover, state: PlaceState, simulation: Simulation): Point | null => {
  const own = state.circles.get(state.avatars.get(mover.id)?.circleId ?? "");
  if (own !== undefined) return speakerOf(own, mover, simulation) ?? { x: own.x, z: own.z };
  for (const circle of state.circles.values()) {
    if (circle.speakerId !== "" && distanceBetween(circle, mover.body) < NOTICE_RADIUS_M)
      return speakerOf(circle, mover, simulation);
  }
  return null;
};

const speakerOf = (circle: Circle, mover: Mover, simulation: Simulation): Point | null =>
  circle.speakerId === mover.id ? null : (simulation.movers.get(circle.speakerId)?.body ?? null);

/** Turns personas to the speaker (SPEC W8). A few times a second is enough, as turning takes time. */
export const directAttention = (state: PlaceState, simulation: Simulation): void => {
  if (state.circles.size === 0) return;
  for (const mover of simulation.movers.values()) {
    if (mover.kind !== "persona" || isWalking(mover)) continue;
    const look = lookOf(mover, state, simulation);
    if (look !== null) mover.face = { x: look.x, z: look.z };
  }
};
