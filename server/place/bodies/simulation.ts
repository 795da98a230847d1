import type { MoveInput } from "../../../schema/messages/room-messages.ts";
import { BODY_SPACING_M, findFreeSpot } from "../../../schema/rules/find-free-spot.ts";
import { findPath, followPath, lengthOfPath, startWalk } from "../../../schema/rules/find-path.ts";
import type { Ground } from "../../../schema/rules/ground.ts";
import {
  RUN_SPEED_M_PER_S,
  STEP_SECONDS,
  stepBody,
  turnBody,
  WALK_SPEED_M_PER_S,
} from "../../../schema/rules/movement.ts";
import { yawTowards, type Point } from "../../../schema/rules/point.ts";
import { Crowd } from "./crowd.ts";
import { InputQueue } from "./input-queue.ts";
import { createMover, isWalking, type Mover } from "./mover.ts";

/** At most this many path searches per tick; the rest wait for a later tick. */
const PATHS_PER_TICK = 3;
/** Within this time, inputs may have been sent before the client knew of a walk, and do not end it. */
const GRACE_TICKS = 8;
const CROWD_REACH_M = 8;
/** Within about a quarter of a degree counts as facing. */
const FACING_COSINE = 0.99999;

export type WalkRequest = {
  target: Point;
  /** The body turns to it after arriving. */
  face: Point | null;
  run?: boolean;
  /** Share of the speed, in (0, 1]. */
  pace?: number;
  /** Whether it takes another spot nearby when a body stands there on arrival. */
  yielding?: boolean;
  onPlanned?: (plan: WalkPlan) => void;
};

/** Duration of the walk in seconds; or there is no path; or another request for the body replaced it. */
export type WalkPlan = number | "no-way" | "replaced";

/**
 * The bodies of one place. Pure: time passes only by `step`, one call per STEP_SECONDS, and random
 * numbers are passed to those who need them.
 */
export class Simulation {
  readonly ground: Ground;
  readonly movers = new Map<string, Mover>();
  tick = 0;
  private readonly urgentWalks = new Map<Mover, WalkRequest>();
  private readonly idleWalks = new Map<Mover, WalkRequest>();
  private readonly yielding = new Set<Mover>();

  constructor(ground: Ground) {
    this.ground = ground;
  }

  /** Places a body on the free spot nearest to `near`; when all are taken, on `near` itself. */
  add(id: string, kind: Mover["kind"], near: Point, radiusM: number, yaw: number): Mover {
    const spot = this.freeSpot(near, radiusM) ?? findFreeSpot(this.ground, () => false, near, radiusM) ?? near;
    const mover = createMover(id, kind, { x: spot.x, z: spot.z, yaw });
    mover.movedTick = this.tick;
    this.movers.set(id, mover);
    return mover;
  }

  remove(id: string): void {
    const mover = this.movers.get(id);
    if (mover === undefined) return;
    this.cancelWalk(mover);
    this.movers.delete(id);
  }

  /** A new connection starts numbering its inputs again. */
  connect(mover: Mover): void {
    mover.inputs = new InputQueue();
  }

  pushInput(mover: Mover, input: MoveInput): void {
    if (mover.inputs?.push(input) === false) mover.report = "now";
  }

  /** Credits steps that a stall of the server lost: people kept walking meanwhile, and their inputs may still use them. */
  keepTime(steps: number): void {
    for (const { inputs } of this.movers.values()) inputs?.save(steps);
  }

  /** Plans a walk within the next ticks. People and circles have priority over wandering personas. */
  walkTo(mover: Mover, request: WalkRequest): void {
    this.cancelWalk(mover);
    mover.face = null;
    mover.goal = request.target;
    mover.planning = true;
    (request.yielding ? this.idleWalks : this.urgentWalks).set(mover, request);
  }

  /** Stops a walk at the current position. */
  cancelWalk(mover: Mover): void {
    for (const walks of [this.urgentWalks, this.idleWalks]) {
      walks.get(mover)?.onPlanned?.("replaced");
      walks.delete(mover);
    }
    this.yielding.delete(mover);
    if (mover.walk !== null) mover.report = "now";
    mover.planning = false;
    mover.walk = null;
    mover.goal = { x: mover.body.x, z: mover.body.z };
  }

  /** The nearest spot that nobody stands on or walks to, and that is not `isKept` clear; null when there is none. */
  freeSpot(
    near: Point,
    radiusM: number,
    except?: Mover,
    isKept: (x: number, z: number) => boolean = () => false,
  ): Point | null {
    const reach = radiusM + BODY_SPACING_M;
    const crowd = new Crowd();
    for (const mover of this.movers.values()) {
      const { goal } = mover;
      if (mover !== except && Math.abs(goal.x - near.x) < reach && Math.abs(goal.z - near.z) < reach) crowd.add(goal);
    }
    return findFreeSpot(this.ground, (x, z) => crowd.isTaken(x, z) || isKept(x, z), near, radiusM);
  }

  step(): void {
    this.tick += 1;
    this.planWalks();
    for (const mover of this.movers.values()) {
      const { x, z, yaw } = mover.body;
      if (mover.inputs !== null) this.stepInputs(mover);
      if (mover.walk !== null) this.stepWalk(mover);
      else if (mover.face !== null) this.turn(mover, mover.face);
      const { body } = mover;
      if (body.x === x && body.z === z && body.yaw === yaw) continue;
      mover.movedTick = this.tick;
    }
  }

  private planWalks(): void {
    let left = PATHS_PER_TICK;
    for (const walks of [this.urgentWalks, this.idleWalks]) {
      for (const [mover, request] of walks) {
        if (left-- === 0) return;
        walks.delete(mover);
        mover.planning = false;
        this.planWalk(mover, request);
      }
    }
  }

  private planWalk(mover: Mover, request: WalkRequest): void {
    const { target, face, run = false, pace = 1 } = request;
    const path = findPath(this.ground, mover.body, target);
    if (path === null) {
      mover.goal = { x: mover.body.x, z: mover.body.z };
      request.onPlanned?.("no-way");
      return;
    }
    mover.goal = path.at(-1)!;
    mover.face = face;
    mover.walk = startWalk(path, run, pace);
    mover.walkStartedTick = this.tick;
    if (request.yielding) this.yielding.add(mover);
    const speed = (run ? RUN_SPEED_M_PER_S : WALK_SPEED_M_PER_S) * pace;
    request.onPlanned?.(lengthOfPath(mover.body, path) / speed);
  }

  private stepInputs(mover: Mover): void {
    const inputs = mover.inputs!;
    inputs.startTick();
    for (let input = inputs.take(); input !== null; input = inputs.take()) {
      if (mover.report === "none") mover.report = "soon";
      if (input.moveX === 0 && input.moveZ === 0) continue;
      if (mover.walk !== null && this.tick - mover.walkStartedTick < GRACE_TICKS) continue;
      if (isWalking(mover)) this.cancelWalk(mover);
      mover.face = null;
      stepBody(mover.body, input, STEP_SECONDS, this.ground);
      mover.goal.x = mover.body.x;
      mover.goal.z = mover.body.z;
    }
  }

  private stepWalk(mover: Mover): void {
    mover.report = "now";
    const move = followPath(mover.body, mover.walk!);
    if (move !== null) {
      stepBody(mover.body, move, STEP_SECONDS, this.ground);
      return;
    }
    mover.walk = null;
    if (this.yielding.delete(mover)) this.giveWay(mover);
  }

  /** The spot has been taken: the mover gets another one close by. */
  private giveWay(mover: Mover): void {
    const { body } = mover;
    const spot = this.freeSpot(body, CROWD_REACH_M, mover);
    if (spot === null || (Math.abs(spot.x - body.x) < 1e-9 && Math.abs(spot.z - body.z) < 1e-9)) return;
    this.walkTo(mover, { target: spot, face: null, pace: 0.5, yielding: true });
  }

  private turn(mover: Mover, face: Point): void {
    const { body } = mover;
    const away = yawTowards(body, face) - body.yaw;
    mover.report = "now";
    if (Math.cos(away) > FACING_COSINE) {
      // People look around freely once they have been turned; personas keep facing it.
      if (mover.kind === "person") mover.face = null;
      return;
    }
    turnBody(body, yawTowards(body, face), STEP_SECONDS);
  }
}
