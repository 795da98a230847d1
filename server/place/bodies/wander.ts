import type { Place } from "../../../schema/messages/place.ts";
import { STEP_SECONDS } from "../../../schema/rules/movement.ts";
import { yawTowards, type Point } from "../../../schema/rules/point.ts";
import { isWalking, type Mover } from "./mover.ts";
import type { Simulation } from "./simulation.ts";

const SHORTEST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 40;
/** Strolling speed, as a share of the walking speed. */
const STROLL_PACE = 0.55;
/** When a point of interest is crowded, its radius is extended by this factor. */
const CROWD_FACTOR = 2.5;
const LOOK_AHEAD_M = 4;

/**
 * Idle personas go to a point of interest, look around, and move on.
 * Random numbers (0 ≤ random() < 1) are passed in, so that tests are deterministic.
 */
export class Wander {
  private readonly simulation: Simulation;
  private readonly interests: Place["pointsOfInterest"];
  private readonly random: () => number;
  private readonly isKept: (x: number, z: number) => boolean;
  private readonly leaveAtTick = new Map<Mover, number>();

  /** `isKept`: whether ground must be kept clear, such as the floor of a circle. */
  constructor(
    simulation: Simulation,
    place: Pick<Place, "pointsOfInterest">,
    random: () => number,
    isKept: (x: number, z: number) => boolean,
  ) {
    this.simulation = simulation;
    this.interests = place.pointsOfInterest;
    this.random = random;
    this.isKept = isKept;
  }

  /** A persona's first position: spread over the points of interest. */
  firstSpot(): Point {
    const interest = this.pickInterest();
    return this.spotAt(interest) ?? interest;
  }

  add(mover: Mover): void {
    this.pause(mover);
  }

  remove(mover: Mover): void {
    this.leaveAtTick.delete(mover);
  }

  step(): void {
    const { tick } = this.simulation;
    for (const [mover, leaveAtTick] of this.leaveAtTick) {
      if (mover.held || isWalking(mover)) {
        // The pause begins when the walk, or the conversation, is over.
        if (leaveAtTick <= tick) this.pause(mover);
      } else if (leaveAtTick <= tick) {
        this.goSomewhere(mover);
      }
    }
  }

  private pause(mover: Mover): void {
    // Squared: most pauses are short, some are long.
    const seconds = SHORTEST_PAUSE_SECONDS + (LONGEST_PAUSE_SECONDS - SHORTEST_PAUSE_SECONDS) * this.random() ** 2;
    this.leaveAtTick.set(mover, this.simulation.tick + Math.round(seconds / STEP_SECONDS));
  }

  private goSomewhere(mover: Mover): void {
    const target = this.spotAt(this.pickInterest(), mover);
    this.pause(mover);
    if (target === null) return;
    const yaw = this.random() * 2 * Math.PI;
    const away = yawTowards(mover.body, target);
    // It ends up facing roughly its walking direction, not over its shoulder.
    const look = away + (yaw - Math.PI) / 2;
    const face = { x: target.x + Math.sin(look) * LOOK_AHEAD_M, z: target.z + Math.cos(look) * LOOK_AHEAD_M };
    this.simulation.walkTo(mover, { target, face, pace: STROLL_PACE, yielding: true });
  }

  private pickInterest(): Place["pointsOfInterest"][number] {
    return this.interests[Math.floor(this.random() * this.interests.length)]!;
  }

  private spotAt(interest: Place["pointsOfInterest"][number], mover?: Mover): Point | null {
    const angle = this.random() * 2 * Math.PI;
    const radius = interest.radius * Math.sqrt(this.random()) * 0.8;
    const near = { x: interest.x + Math.sin(angle) * radius, z: interest.z + Math.cos(angle) * radius };
    return (
      this.simulation.freeSpot(near, interest.radius, mover, this.isKept) ??
      this.simulation.freeSpot(interest, interest.radius * CROWD_FACTOR, mover, this.isKept)
    );
  }
}
