import { Color } from "three";
import type { Look } from "../../../schema/messages/look.ts";
import { WOOD_COLOUR } from "../mask-art.ts";
import { maskCells } from "../mask/mask-material.ts";
import type { Stance, WorldAvatar } from "../world-types.ts";
import { createPose, strike, type Doing } from "./pose.ts";

const STRIDE_RADIANS_PER_M = 3.6;
const WALK_M_PER_S = 3;
const MAX_HEAD_TURN = 1.15;

const colour = new Color();
const grey = new Color("#8d867e");
const approach = (from: number, to: number, dt: number, seconds: number) =>
  from + (to - from) * (1 - Math.exp(-dt / seconds));
const angleTo = (from: number, to: number) => Math.atan2(Math.sin(to - from), Math.cos(to - from));

/** Data that a figure needs in a frame. */
export type Moment = {
  seconds: number;
  dt: number;
  /** Where it looks; null for nowhere in particular. */
  lookAt: { x: number; y: number; z: number } | null;
  /** Whether it is on its cushion. */
  isSeated: boolean;
  glow: number;
  liveliness: number;
};

/** One drawn body: it takes positions as they arrive and animates everything else. */
export class Figure {
  readonly id: string;
  avatar: WorldAvatar;
  readonly pose = createPose();
  /** tintA, tintB, tintC, glow, fade: see createSceneMaterial. */
  readonly cloth = new Float32Array(11);
  readonly wood = new Float32Array(11);
  readonly far = new Float32Array(11);
  /** See MASK_LAYOUT. */
  readonly mask = new Float32Array(15);
  x = 0;
  y = 0;
  z = 0;
  yaw = 0;
  sit = 0;
  headYaw = 0;
  headPitch = 0;
  /** 1 open, 0 shut. */
  eyes = 1;
  /** 0 visible, 1 dissolved because it is in the camera's way. */
  hidden = 0;
  readonly seed: number;
  #doing: Doing;
  #placed = false;
  #born = 0;
  #gestureSince = 0;
  #gesture = "";
  #fade = 1;

  constructor(avatar: WorldAvatar, seconds: number) {
    this.id = avatar.id;
    this.avatar = avatar;
    let hash = 7;
    for (const char of avatar.id) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0;
    this.seed = ((hash >>> 0) % 1000) / 1000;
    this.#born = seconds;
    this.#doing = {
      seconds: 0,
      seed: this.seed,
      pace: 0,
      stride: 0,
      sit: 0,
      activity: "",
      gesture: "",
      gestureSeconds: 0,
      liveliness: 1,
    };
    this.change(avatar, seconds);
  }

  change(avatar: WorldAvatar, seconds: number): void {
    this.avatar = avatar;
    if (avatar.gesture !== this.#gesture) {
      this.#gesture = avatar.gesture;
      this.#gestureSince = seconds;
    }
    this.#dress(avatar.look, avatar.activity === "muted" ? 0.75 : avatar.activity === "asleep" ? 0.3 : 0);
  }

  #dress({ palette, mask }: Look, greyness: number): void {
    const put = (target: Float32Array, at: number, name: string, dim = 1) => {
      colour.set(name).lerp(grey, greyness).multiplyScalar(dim);
      target.set([colour.r, colour.g, colour.b], at);
    };
    palette.forEach((name, index) => put(this.cloth, index * 3, name));
    put(this.wood, 0, mask ? palette[2] : WOOD_COLOUR, mask ? 0.45 : 1);
    put(this.far, 0, palette[0]);
    put(this.far, 3, mask?.colour ?? WOOD_COLOUR);
    put(this.far, 6, palette[2]);
    if (!mask) return;
    put(this.mask, 0, mask.colour);
    put(this.mask, 3, mask.paint);
    this.mask.set(maskCells(mask), 6);
  }

  /** 0 standing, 1 walking, 2 running. */
  get pace(): number {
    return this.#doing.pace;
  }

  /** Takes the position of this frame; everything else follows from it. */
  move(stance: Stance, groundY: number, dt: number): void {
    const walked = this.#placed ? Math.hypot(stance.x - this.x, stance.z - this.z) : 0;
    const pace = dt > 0 && walked < 2 ? walked / dt / WALK_M_PER_S : 0;
    this.#doing.pace = approach(this.#doing.pace, Math.min(2, pace), dt, 0.09);
    this.#doing.stride += Math.min(walked, 1) * STRIDE_RADIANS_PER_M;
    this.x = stance.x;
    this.z = stance.z;
    this.yaw = this.#placed ? this.yaw + angleTo(this.yaw, stance.yaw) * (1 - Math.exp(-dt / 0.07)) : stance.yaw;
    this.y = this.#placed ? approach(this.y, groundY, dt, 0.08) : groundY;
    this.#placed = true;
  }

  live({ seconds, dt, lookAt, isSeated, glow, liveliness }: Moment): void {
    const doing = this.#doing;
    this.sit = approach(this.sit, isSeated && doing.pace < 0.25 ? 1 : 0, dt, 0.16);
    doing.seconds = seconds;
    doing.sit = this.sit;
    doing.activity = this.avatar.activity;
    doing.gesture = this.#gesture;
    doing.gestureSeconds = seconds - this.#gestureSince;
    doing.liveliness = liveliness;
    strike(this.pose, doing);
    this.#lookAt(lookAt, dt);
    this.#showLife(seconds);
    const away = this.avatar.activity === "away" ? 0.55 : 0;
    this.#fade = approach(this.#fade, seconds - this.#born < 0.1 ? 1 : away, dt, 0.25);
    const fade = Math.max(this.hidden, this.#fade < 0.02 ? 0 : this.#fade);
    for (const values of [this.cloth, this.wood, this.far]) {
      values[9] = glow;
      values[10] = fade;
    }
    this.mask[13] = glow;
    this.mask[14] = fade;
  }

  #lookAt(target: { x: number; y: number; z: number } | null, dt: number): void {
    let yaw = 0;
    let pitch = 0;
    if (target && this.avatar.activity !== "asleep") {
      yaw = angleTo(this.yaw, Math.atan2(target.x - this.x, target.z - this.z));
      pitch = -Math.atan2(target.y - (this.y + 1.3), Math.hypot(target.x - this.x, target.z - this.z));
      // Nobody looks over their own back.
      if (Math.abs(yaw) > 2.1) yaw = 0;
    }
    const turned = Math.max(-MAX_HEAD_TURN, Math.min(MAX_HEAD_TURN, yaw));
    this.headYaw = approach(this.headYaw, turned, dt, 0.16);
    this.headPitch = approach(this.headPitch, Math.max(-0.4, Math.min(0.5, pitch)), dt, 0.2);
    this.mask[9] = Math.max(
      -1,
      Math.min(
        1,
        (yaw - this.headYaw) * 1.4 + 0.35 * Math.sin(this.#doing.seconds * 0.7 + this.seed * 60) * (target ? 0.3 : 1),
      ),
    );
    this.mask[10] = -Math.max(-1, Math.min(1, (pitch - this.headPitch) * 1.4));
  }

  #showLife(seconds: number): void {
    const every = 2.8 + this.seed * 2.6;
    const blink = (seconds + this.seed * 50) % every;
    this.eyes = this.avatar.activity === "asleep" ? 0.08 : blink < 0.14 ? Math.abs(blink - 0.07) / 0.07 : 1;
    const isTalking = this.avatar.activity === "speaking";
    this.mask[11] = Math.max(0.05, this.eyes);
    this.mask[12] = isTalking ? 0.5 + 0.5 * Math.sin(seconds * 11 + this.seed * 9) * Math.sin(seconds * 6.1) : 0;
  }
}
