/**
 * The own body: it responds in the frame a key is pressed, because the browser takes the same pure step
 * as the server, and is corrected when the server's result differs.
 */
import type { MoveInput, ServerMessages } from "../../schema/messages/room-messages.ts";
import { findPath, followPath, startWalk, type Walk } from "../../schema/rules/find-path.ts";
import type { Ground } from "../../schema/rules/ground.ts";
import { STEP_SECONDS, stepBody, type Body, type Move } from "../../schema/rules/movement.ts";
import { RemoteMotion } from "./remote-motion.ts";

/** After a pause in drawing (hidden tab) at most this much is caught up; the server banks ten steps. */
const MAX_CATCH_UP_STEPS = 8;
/** After this time, 1/e of a correction is left. */
const BLEND_SECONDS = 0.1;
/** A correction larger than this is a teleport: the body is shown there at once. */
const TELEPORT_M = 6;
const MAX_HISTORY = 200;

const isMoving = (move: Move) => move.moveX !== 0 || move.moveZ !== 0;
const turnBy = (from: number, to: number) => Math.atan2(Math.sin(to - from), Math.cos(to - from));

export class OwnBody {
  /** Where it is drawn. Read it every frame; always the same object. */
  readonly shown: Body;
  /** How far the last correction moved the body, metres; 0 when the server agreed. */
  lastCorrection = 0;
  #ground: Ground;
  #send: (move: Move) => number;
  #before: Body;
  #after: Body;
  #progress = 1;
  #held: Move = { moveX: 0, moveZ: 0, run: false };
  #walk: Walk | null = null;
  #pending: MoveInput[] = [];
  #offset = { x: 0, z: 0 };
  #driven: RemoteMotion | null = null;

  /** `send` sends a step to the server and returns its sequence number. */
  constructor(start: Body, ground: Ground, send: (move: Move) => number) {
    this.#ground = ground;
    this.#send = send;
    this.shown = { x: start.x, z: start.z, yaw: start.yaw };
    this.#before = { ...this.shown };
    this.#after = { ...this.shown };
  }

  /** The direction held by keys or stick, in world space, length ≤ 1; zero to stand. Any direction ends a walk. */
  hold(moveX: number, moveZ: number, run: boolean): void {
    this.#held = { moveX, moveZ, run };
    if (isMoving(this.#held)) this.#walk = null;
  }

  /** Walks there on its own, with ordinary inputs. False when there is no path. */
  walkTo(x: number, z: number, run = false): boolean {
    const path = findPath(this.#ground, this.#after, { x, z });
    this.#walk = path && startWalk(path, run);
    return path !== null;
  }

  get walkGoal(): { x: number; z: number } | null {
    return this.#walk?.path.at(-1) ?? null;
  }

  /** Puts the body somewhere without walking: joining, or joining again. */
  place({ x, z, yaw }: Body): void {
    this.#pending = [];
    this.#walk = null;
    this.#driven = null;
    this.#progress = 1;
    this.#offset.x = this.#offset.z = 0;
    for (const body of [this.#before, this.#after, this.shown]) Object.assign(body, { x, z, yaw });
  }

  /** The server's result for input `seq`. */
  receive({ seq, x, z, yaw, driven }: ServerMessages["moved"], now: number): void {
    this.#pending = this.#pending.filter((input) => input.seq > seq);
    if (driven && this.#pending.length === 0) {
      this.#driven ??= new RemoteMotion(this.shown, now);
      this.#offset.x = this.#offset.z = 0;
      this.#driven.receive({ x, z, yaw }, now);
      this.#walk = null;
      this.#progress = 1;
      for (const body of [this.#before, this.#after]) Object.assign(body, { x, z, yaw });
      return;
    }
    this.#replay({ x, z, yaw });
    if (this.#driven && !driven) this.#landFrom(this.#driven);
  }

  /** One frame: takes the steps that are due and moves `shown`. */
  advance(now: number, dtSeconds: number): void {
    this.#takeSteps(dtSeconds);
    if (this.#driven) {
      this.#driven.advance(now, dtSeconds);
      Object.assign(this.shown, this.#driven.shown);
      return;
    }
    const fade = Math.exp(-dtSeconds / BLEND_SECONDS);
    this.#offset.x *= fade;
    this.#offset.z *= fade;
    this.#show();
  }

  #show(): void {
    const share = this.#progress;
    this.shown.x = this.#before.x + (this.#after.x - this.#before.x) * share + this.#offset.x;
    this.shown.z = this.#before.z + (this.#after.z - this.#before.z) * share + this.#offset.z;
    this.shown.yaw = this.#before.yaw + turnBy(this.#before.yaw, this.#after.yaw) * share;
  }

  /** A step is decided and sent when it begins, and shown while it runs: a held key is never half a step late. */
  #takeSteps(dtSeconds: number): void {
    this.#progress += dtSeconds / STEP_SECONDS;
    for (let steps = 0; this.#progress >= 1; steps++) {
      const move = this.#nextMove();
      if (!move || steps === MAX_CATCH_UP_STEPS) {
        // Standing, or too far behind to catch up.
        Object.assign(this.#before, this.#after);
        this.#progress = 1;
        return;
      }
      if (this.#driven) this.#landFrom(this.#driven);
      // After standing there is no previous step: this one starts now.
      if (steps === 0 && this.#isStanding()) this.#progress = 1 + Math.min(1, dtSeconds / STEP_SECONDS);
      this.#take(move);
      this.#progress -= 1;
    }
  }

  #isStanding(): boolean {
    return this.#before.x === this.#after.x && this.#before.z === this.#after.z;
  }

  #nextMove(): Move | null {
    if (isMoving(this.#held)) return this.#held;
    if (!this.#walk) return null;
    const move = followPath(this.#after, this.#walk);
    if (!move) this.#walk = null;
    return move;
  }

  #take({ moveX, moveZ, run }: Move): void {
    Object.assign(this.#before, this.#after);
    stepBody(this.#after, { moveX, moveZ, run }, STEP_SECONDS, this.#ground);
    const move = { moveX, moveZ, run };
    this.#pending.push({ seq: this.#send(move), ...move });
    if (this.#pending.length > MAX_HISTORY) this.#pending.shift();
  }

  /** Starts from the server's position, replays the inputs it has not processed yet, and blends the difference in. */
  #replay(from: Body): void {
    const corrected = { ...from };
    for (const input of this.#pending) stepBody(corrected, input, STEP_SECONDS, this.#ground);
    const dx = corrected.x - this.#after.x;
    const dz = corrected.z - this.#after.z;
    this.lastCorrection = Math.hypot(dx, dz);
    Object.assign(this.#after, corrected);
    this.#before.x += dx;
    this.#before.z += dz;
    this.#blendFrom(this.#offset.x - dx, this.#offset.z - dz);
  }

  #blendFrom(offsetX: number, offsetZ: number): void {
    const far = Math.hypot(offsetX, offsetZ) > TELEPORT_M;
    this.#offset.x = far ? 0 : offsetX;
    this.#offset.z = far ? 0 : offsetZ;
  }

  #landFrom({ shown }: RemoteMotion): void {
    this.#driven = null;
    this.#progress = 1;
    Object.assign(this.#before, this.#after);
    this.#blendFrom(shown.x - this.#after.x, shown.z - this.#after.z);
  }
}
