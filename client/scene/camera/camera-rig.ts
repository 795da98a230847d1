import { PerspectiveCamera, Vector3, type Vector4 } from "three";
import type { Place } from "../../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import type { CameraSubjects } from "./camera-subjects.ts";
import { findClearYaw, findObstacles, type Obstacle } from "./find-clear-yaw.ts";
import { EYE_RISE_M, fitCircle, HEADROOM_M } from "./fit-circle.ts";
import { freeSight, sightBlockers, type SightBlocker } from "./free-sight.ts";
import type { CameraMode, Stance } from "../world-types.ts";

const NEAREST_M = 2.6;
const FURTHEST_M = 40;
const LOWEST_PITCH = -0.12;
const HIGHEST_PITCH = 1.25;
const EYE_LINE_M = 1.35;
/** The camera comes no closer for obstacles: any closer, the own back would fill the picture. */
const NO_CLOSER_M = 2;
/** When the free part of the picture changes by more than this share (panels opening or closing), the view is chosen again. */
const OTHER_VIEW = 0.04;
const FREE_SPEED_M_PER_S = 9;
/** After this long without a touch the camera turns back behind a walking body. */
const TOUCH_RESTS_SECONDS = 1.6;

const wrap = (angle: number) => Math.atan2(Math.sin(angle), Math.cos(angle));
const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

/** Orbits a spot: yaw is the viewing direction along the ground, pitch how far down it looks, distance how far back it is. */
export class CameraRig {
  readonly camera = new PerspectiveCamera(46, 1, 0.1, 1800);
  mode: CameraMode = "follow";
  reducedMotion = false;
  yaw = Math.PI;
  #pitch = 0.23;
  #distance = 8.2;
  /** The part of it with an unobstructed view. */
  #back = 8.2;
  #wantedYaw = Math.PI;
  #wantedPitch = 0.23;
  #wantedDistance = 8.2;
  #target = new Vector3();
  #wanted = new Vector3();
  #ground: Ground;
  #blockers: SightBlocker[];
  #obstacles: Obstacle[];
  #sinceTouch = 10;
  #isFraming = false;
  #isNewShot = false;
  /** The free part of the picture and the circle size for which the view was chosen. */
  #seenShare = 0;
  #seenRadius = 0;
  #isTouched = false;
  #swayed = 0;
  #wasSeated = false;
  #isCut = true;

  constructor(place: Place, ground: Ground) {
    const start = place.spawn;
    this.#ground = ground;
    this.#blockers = sightBlockers(place, ground);
    this.#obstacles = findObstacles(place, ground);
    this.#wanted.set(start.x, heightAt(ground, start.x, start.z) + EYE_LINE_M, start.z);
    this.yaw = this.#wantedYaw = start.yaw;
  }

  setMode(mode: CameraMode): void {
    if (mode === "free" && this.mode === "follow") this.#wantedDistance = Math.max(this.#wantedDistance, 9);
    this.mode = mode;
    this.#isFraming = mode === "stage" || mode === "speaker";
    this.#isNewShot = true;
  }

  /** Goes there at once instead of gliding. */
  cut(): void {
    this.#isCut = true;
  }

  /** A drag, in radians. Any touch gives the visitor control of the camera. */
  orbit(yaw: number, pitch: number): void {
    this.#touch();
    this.#wantedYaw += yaw;
    this.#wantedPitch = clamp(this.#wantedPitch + pitch, LOWEST_PITCH, HIGHEST_PITCH);
  }

  /** Above 1 moves away. */
  zoom(factor: number): void {
    this.#touch();
    this.#wantedDistance = clamp(this.#wantedDistance * factor, NEAREST_M, FURTHEST_M);
  }

  /** Free camera: a direction in camera space, length ≤ 1. */
  roam(right: number, ahead: number, fast: boolean, dt: number): void {
    if (this.mode !== "free" || (right === 0 && ahead === 0)) return;
    this.#touch();
    const speed = FREE_SPEED_M_PER_S * (fast ? 2 : 1) * dt;
    this.#wanted.x = clamp(
      this.#wanted.x + (Math.sin(this.yaw) * ahead - Math.cos(this.yaw) * right) * speed,
      -this.#ground.halfX,
      this.#ground.halfX,
    );
    this.#wanted.z = clamp(
      this.#wanted.z + (Math.cos(this.yaw) * ahead + Math.sin(this.yaw) * right) * speed,
      -this.#ground.halfZ,
      this.#ground.halfZ,
    );
  }

  #touch(): void {
    this.#sinceTouch = 0;
    this.#isTouched = true;
    // From the current distance.
    if (this.#isFraming) this.#wantedDistance = this.#distance;
    this.#isFraming = false;
  }

  advance(dt: number, subjects: CameraSubjects): void {
    this.#sinceTouch += dt;
    if (subjects.isSeated && !this.#wasSeated && subjects.circle && subjects.own && this.mode === "follow")
      this.#frameFromSeat(subjects);
    this.#wasSeated = subjects.isSeated;
    if (this.mode === "follow") this.#follow(subjects, dt);
    else if (this.mode === "speaker" && subjects.speaker) this.#watchSpeaker(subjects.speaker);
    else if (this.mode === "stage" && subjects.circle) this.#watchStage(subjects.circle, dt);
    else this.#roamAbout(dt);
    this.#keepClear(subjects);
    this.#glide(dt, subjects);
  }

  /** Frames the circle from behind the own seat, a little to the side, with everyone in view. */
  #frameFromSeat({ circle, own }: CameraSubjects): void {
    if (!circle || !own) return;
    this.#isFraming = true;
    this.#wantedPitch = 0.36;
    this.#wantedDistance = 4.4 + circle.radius * 1.25;
    this.#wantedYaw = Math.atan2(circle.x - own.x, circle.z - own.z) + 0.42;
    this.#isNewShot = true;
  }

  /** Looks at the framed circle from an unobstructed direction, as far back as the panels require. */
  #keepClear(subjects: CameraSubjects): void {
    const { circle, seen } = subjects;
    if (!circle || !this.#framesCircle) return;
    const share = seen.width * seen.height;
    const isOtherView = Math.abs(share - this.#seenShare) > OTHER_VIEW || circle.radius !== this.#seenRadius;
    if (!this.#isNewShot && !isOtherView) return;
    this.#isNewShot = false;
    this.#seenShare = share;
    this.#seenRadius = circle.radius;
    const distance = this.#fittingDistance(subjects, this.#wantedYaw);
    const shot = { ...circle, y: circle.y + 1, distance, pitch: this.#wantedPitch };
    this.#wantedYaw = findClearYaw(this.#obstacles, shot, this.#wantedYaw);
  }

  get #framesCircle(): boolean {
    return this.#isFraming && this.mode !== "speaker" && this.mode !== "free";
  }

  #follow({ own, circle, isSeated }: CameraSubjects, dt: number): void {
    if (!own) return;
    if (isSeated && circle && this.#isFraming) {
      this.#wanted.set((circle.x * 2 + own.x) / 3, circle.y + 1, (circle.z * 2 + own.z) / 3);
      return;
    }
    this.#isFraming = false;
    this.#wanted.set(own.x, own.y + EYE_LINE_M, own.z);
    if (own.pace > 0.3 && this.#sinceTouch > TOUCH_RESTS_SECONDS) {
      // Only when walking ahead or sideways: the camera does not turn when walking towards it.
      const aside = wrap(own.yaw - this.#wantedYaw);
      if (Math.abs(aside) < 2.2) this.#wantedYaw += aside * Math.min(1, dt * 0.55);
    }
  }

  /** Until it is touched, a free camera looks slowly from side to side. */
  #roamAbout(dt: number): void {
    this.#wanted.y = heightAt(this.#ground, this.#wanted.x, this.#wanted.z) + EYE_LINE_M;
    if (this.#isTouched || this.reducedMotion) return;
    this.#swayed += dt;
    this.#wantedYaw += Math.cos(this.#swayed * 0.16) * 0.016 * dt;
  }

  #watchSpeaker(speaker: Stance & { y: number; sit: number }): void {
    this.#wanted.set(speaker.x, speaker.y + EYE_LINE_M - HEADROOM_M - 0.35 * speaker.sit, speaker.z);
    if (!this.#isFraming) return;
    this.#wantedYaw = speaker.yaw + Math.PI + 0.35;
    this.#wantedPitch = 0.14;
    this.#wantedDistance = 4.4;
  }

  #watchStage(circle: { x: number; y: number; z: number; radius: number }, dt: number): void {
    this.#wanted.set(circle.x, circle.y + 0.9, circle.z);
    if (!this.#isFraming) return;
    this.#wantedPitch = 0.4;
    this.#wantedDistance = 4.6 + circle.radius * 1.5;
    if (!this.reducedMotion) this.#wantedYaw += dt * 0.035;
  }

  /** The distance at which everyone in the framed circle fits between the panels; the wanted distance when no circle is framed. */
  #fittingDistance({ circle, seen }: CameraSubjects, yaw: number): number {
    if (!circle || !this.#framesCircle) return this.#wantedDistance;
    const tall = Math.tan((this.camera.fov * Math.PI) / 360);
    const { aspect } = this.camera;
    const free = { wide: tall * aspect * seen.width, tall: tall * seen.height };
    const framing = { circle, target: this.#wanted, yaw, pitch: this.#wantedPitch, ...free };
    return fitCircle(framing, this.#wantedDistance, FURTHEST_M);
  }

  #glide(dt: number, subjects: CameraSubjects): void {
    const ease = this.#isCut || this.reducedMotion ? 1 : 1 - Math.exp(-dt / 0.16);
    // Following the own body must not lag; a new target should be a visible move.
    const chase =
      this.#isCut || this.reducedMotion
        ? 1
        : 1 - Math.exp(-dt / (this.mode === "follow" && !this.#isFraming ? 0.09 : 0.3));
    this.#isCut = false;
    this.#target.lerp(this.#wanted, chase);
    this.yaw += wrap(this.#wantedYaw - this.yaw) * ease;
    this.#pitch += (this.#wantedPitch - this.#pitch) * ease;
    const wanted = this.#fittingDistance(subjects, this.#wantedYaw);
    this.#distance += (wanted - this.#distance) * ease;
    const free = freeSight(this.#blockers, this.#target, this.yaw, this.#pitch, this.#distance);
    // Fast in front of an obstacle, slowly back.
    const retreat = ease === 1 ? 1 : 1 - Math.exp(-dt / (free < this.#back ? 0.06 : 0.35));
    this.#back += (free - this.#back) * retreat;
    const distance = Math.max(NO_CLOSER_M, this.#back);
    const flat = Math.cos(this.#pitch) * distance;
    const { position } = this.camera;
    position.set(
      this.#target.x - Math.sin(this.yaw) * flat,
      this.#target.y + Math.sin(this.#pitch) * distance + EYE_RISE_M,
      this.#target.z - Math.cos(this.yaw) * flat,
    );
    position.y = Math.max(position.y, heightAt(this.#ground, position.x, position.z) + 0.45);
    this.camera.lookAt(this.#target.x, this.#target.y + HEADROOM_M, this.#target.z);
  }

  get target(): Vector3 {
    return this.#target;
  }

  /** What must not be obstructed: the framed circle, else the own body; radius 0 for nothing. */
  watched({ own, circle, speaker }: CameraSubjects, into: Vector4): void {
    const { x, y, z } = this.#target;
    const isOnCircle = circle !== null && (this.mode === "stage" || (this.mode === "follow" && this.#isFraming));
    const isOnBody = (this.mode === "follow" && own !== null) || (this.mode === "speaker" && speaker !== null);
    if (isOnCircle) into.set(circle.x, circle.y + 0.8, circle.z, circle.radius + 0.4);
    else into.set(x, y - 0.3, z, isOnBody ? 0.95 : 0);
  }
}
