import { Vector3 } from "three";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import { seatPosition } from "../../../schema/rules/seating.ts";
import type { WorldCircle } from "../world-types.ts";
import type { Figure } from "./figure.ts";

const SEATED_WITHIN_M = 0.45;
const EYES_Y_M = 1.35;
/** A persona looks at a visitor who comes this near. */
const NOTICES_WITHIN_M = 6;
/** A speaker looks from one member to the next. */
const GLANCE_SECONDS = 2.6;

const looked = new Vector3();

/** Relations between figures and circles: who sits where, who looks at whom, and who is lit by a circle. */
export class Attention {
  readonly circles = new Map<string, WorldCircle>();
  /** The visitor's own avatar; "" for a spectator. */
  ownId = "";
  #figures: ReadonlyMap<string, Figure>;
  #ground: Ground;

  constructor(figures: ReadonlyMap<string, Figure>, ground: Ground) {
    this.#figures = figures;
    this.#ground = ground;
  }

  isSeated({ avatar, x, z }: Figure): boolean {
    const circle = this.circles.get(avatar.circleId);
    if (!circle || avatar.seat < 0) return false;
    const seat = seatPosition(circle, avatar.seat);
    return Math.hypot(seat.x - x, seat.z - z) < SEATED_WITHIN_M;
  }

  seatsOf(circle: WorldCircle): number[] {
    return circle.members.map((id) => this.#figures.get(id)?.avatar.seat ?? -1).filter((seat) => seat >= 0);
  }

  /** A member's bearing from the circle's centre: radians from +z towards +x. Null for a figure that does not sit there. */
  bearingOf(circle: WorldCircle, id: string): number | null {
    const seat = this.#figures.get(id)?.avatar.seat ?? -1;
    if (seat < 0) return null;
    const { x, z } = seatPosition(circle, seat);
    return Math.atan2(x - circle.x, z - circle.z);
  }

  /** Members of a circle that is awake sit in its light; the speaker in more of it. */
  glowOf({ id, avatar, sit }: Figure): number {
    const circle = this.circles.get(avatar.circleId);
    if (!circle || circle.status === "asleep") return 0;
    return sit * (circle.speakerId === id ? 0.62 : 0.34);
  }

  /** In a circle members look at the speaker; outside, a persona looks at a visitor who comes near. Valid until the next call. */
  lookTargetOf(figure: Figure, seconds: number): Vector3 | null {
    const circle = this.circles.get(figure.avatar.circleId);
    const other = this.#figures.get(
      circle ? this.#whoToLookAt(circle, figure.id, seconds) : figure.avatar.kind === "persona" ? this.ownId : "",
    );
    if (!other || other === figure)
      return circle ? looked.set(circle.x, heightAt(this.#ground, circle.x, circle.z) + 1, circle.z) : null;
    if (!circle && Math.hypot(other.x - figure.x, other.z - figure.z) > NOTICES_WITHIN_M) return null;
    return looked.set(other.x, other.y + EYES_Y_M - 0.3 * other.sit, other.z);
  }

  #whoToLookAt({ speakerId, members }: WorldCircle, id: string, seconds: number): string {
    return speakerId === id ? (members[Math.floor(seconds / GLANCE_SECONDS) % members.length] ?? "") : speakerId;
  }
}
