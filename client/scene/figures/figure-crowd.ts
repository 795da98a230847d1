import { Vector3, type Group, type Ray } from "three";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import type { LanternLight } from "../ground/lantern-light.ts";
import type { Stance, WorldAvatar } from "../world-types.ts";
import type { WorldUniforms } from "../world-uniforms.ts";
import type { Attention } from "./attention.ts";
import { BUILDS, HEAD_Y_M } from "./builds.ts";
import { Figure, type Moment } from "./figure.ts";
import { FigureParts } from "./figure-parts.ts";

const PICK_RADIUS_M = 0.42;
/** Figures nearer to the eye than this dissolve, so that no back fills the picture. */
const TOO_NEAR_M = 2.6;

/** This many, the nearest within reach, are drawn in full detail. */
const FINE_FIGURES = 12;
const FINE_REACH_M = 16;

const spot = new Vector3();

const awayFrom = (eye: Vector3, { x, y, z }: Figure) => Math.hypot(x - eye.x, y + 1.2 - eye.y, z - eye.z);

/** The world's data that figures need in a frame. */
export type CrowdFrame = {
  seconds: number;
  dt: number;
  eye: Vector3;
  /** Figures beyond this distance are simplified; metres. */
  detail: number;
  liveliness: number;
  stanceOf(id: string): Stance | null;
  attention: Attention;
};

/** All bodies of a place, in about sixty draw calls regardless of their number. */
export class FigureCrowd {
  readonly figures = new Map<string, Figure>();
  #ground: Ground;
  #light: LanternLight;
  #parts: FigureParts;
  #distances: number[] = [];

  constructor(ground: Ground, light: LanternLight, uniforms: WorldUniforms) {
    this.#ground = ground;
    this.#light = light;
    this.#parts = new FigureParts(uniforms);
  }

  get group(): Group {
    return this.#parts.group;
  }

  put(avatar: WorldAvatar, seconds: number): void {
    const figure = this.figures.get(avatar.id);
    if (figure) figure.change(avatar, seconds);
    else this.figures.set(avatar.id, new Figure(avatar, seconds));
  }

  remove(id: string): void {
    this.figures.delete(id);
  }

  draw(frameOf: CrowdFrame): void {
    const { seconds, dt, eye, detail, liveliness, attention } = frameOf;
    const moment: Moment = { seconds, dt, lookAt: null, isSeated: false, glow: 0, liveliness };
    this.#parts.begin();
    const fineWithin = this.#reachOfNearest(FINE_FIGURES, eye);
    for (const figure of this.figures.values()) {
      const stance = frameOf.stanceOf(figure.id);
      if (!stance) continue;
      figure.move(stance, heightAt(this.#ground, stance.x, stance.z), dt);
      const eyeAway = awayFrom(eye, figure);
      const isNear = eyeAway < detail;
      figure.hidden = Math.max(0, Math.min(0.9, (TOO_NEAR_M - eyeAway) / 1.2));
      moment.lookAt = isNear ? attention.lookTargetOf(figure, seconds) : null;
      moment.isSeated = attention.isSeated(figure);
      moment.glow = this.#light.at(figure.x, figure.y + 1, figure.z) * 0.8 + attention.glowOf(figure);
      figure.live(moment);
      if (isNear) this.#parts.addWhole(figure, seconds, eyeAway <= fineWithin);
      else this.#parts.addFar(figure);
    }
    this.#parts.end();
  }

  /** The distance from the eye that includes the `count` nearest figures, at most FINE_REACH_M. */
  #reachOfNearest(count: number, eye: Vector3): number {
    this.#distances.length = 0;
    for (const figure of this.figures.values()) {
      const away = awayFrom(eye, figure);
      if (away < FINE_REACH_M) this.#distances.push(away);
    }
    return this.#distances.sort((one, other) => one - other)[count - 1] ?? FINE_REACH_M;
  }

  /** The top of a figure, where its name and speech are attached. */
  topOf(id: string, target: Vector3): Vector3 | null {
    const figure = this.figures.get(id);
    if (!figure) return null;
    const { height } = BUILDS[figure.avatar.look.silhouette] ?? BUILDS.slender;
    return target.set(
      figure.x,
      figure.y + height * (1 - 0.22 * figure.sit) * HEAD_Y_M + 0.1 * figure.sit + 0.62,
      figure.z,
    );
  }

  /** Figures within `reach` metres of a spot, nearest first. */
  findNear({ x, z }: { x: number; z: number }, reach: number): Figure[] {
    const distance = (figure: Figure) => Math.hypot(figure.x - x, figure.z - z);
    return [...this.figures.values()]
      .filter((figure) => distance(figure) < reach)
      .sort((one, other) => distance(one) - distance(other));
  }

  /** The nearest figure under a ray except `exceptId`, and its distance along the ray. */
  pick(ray: Ray, exceptId: string): { id: string; distance: number } | null {
    let best: { id: string; distance: number } | null = null;
    for (const figure of this.figures.values()) {
      const distance = ray.direction.dot(spot.set(figure.x, figure.y + 0.85, figure.z).sub(ray.origin));
      if (figure.id === exceptId || distance < 0.5 || (best && distance > best.distance)) continue;
      ray.at(distance, spot);
      const aside = Math.hypot(spot.x - figure.x, spot.z - figure.z);
      // Far figures are small; a few pixels of tolerance keep them clickable.
      if (aside > PICK_RADIUS_M + distance * 0.008 || spot.y < figure.y - 0.1 || spot.y > figure.y + 1.95) continue;
      best = { id: figure.id, distance };
    }
    return best;
  }
}
