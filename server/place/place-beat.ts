import { STEP_SECONDS } from "../../schema/rules/movement.ts";
import { SAMPLES_PER_SECOND } from "../../schema/rules/replay/pose.ts";
import type { CircleHost } from "../circle/circle-stage.ts";
import type { Motion } from "../conversation/motion.store.ts";
import type { Attendance } from "./presence/attendance.ts";
import { directAttention } from "./presence/direct-attention.ts";
import type { Attendee } from "./presence/attendee.ts";
import type { Audience } from "./presence/audience.ts";
import type { Floor } from "./ground/floor.ts";
import { ProximityTracker, type Step } from "./bodies/proximity-tracker.ts";
import { MotionRecorder } from "./recording/motion-recorder.ts";
import { isDriven } from "./bodies/mover.ts";

export const STEP_MS = STEP_SECONDS * 1000;
/** After a stall, at most this much is caught up; the rest is skipped for personas, and credited to people's inputs. */
const MAX_CATCH_UP_STEPS = 5;
/** Interval of what need not be decided in every step: hearing, attention, joining on foot, recording. */
const SLOW_TICKS = 1000 / STEP_MS / SAMPLES_PER_SECOND;
/** Owners predict the same steps, so the report that their inputs were settled can wait this many patches. */
const REPORT_PATCHES = 4;

type Host = Pick<CircleHost, "joinCircle" | "leaveCircle" | "keepMotion" | "drain">;

/** The place's periodic work, between messages. */
export class PlaceBeat {
  private readonly floor: Floor;
  private readonly attendance: Attendance;
  private readonly audience: Audience;
  private readonly host: Host;
  private readonly recorder: MotionRecorder;
  private readonly proximity = new ProximityTracker();
  private owedMs = 0;

  constructor(options: { floor: Floor; attendance: Attendance; audience: Audience; host: Host; now: () => number }) {
    this.floor = options.floor;
    this.attendance = options.attendance;
    this.audience = options.audience;
    this.host = options.host;
    const { floor, host, now } = options;
    const keep = (circleId: string, motion: Motion) => host.keepMotion(circleId, motion);
    this.recorder = new MotionRecorder(floor.state, floor.simulation, keep, now);
  }

  /** Runs the steps that are due. */
  advance(deltaMs: number): void {
    const { simulation, wander } = this.floor;
    this.owedMs += deltaMs;
    const lostSteps = Math.floor(this.owedMs / STEP_MS) - MAX_CATCH_UP_STEPS;
    if (lostSteps > 0) {
      this.owedMs -= lostSteps * STEP_MS;
      simulation.keepTime(lostSteps);
    }
    for (; this.owedMs >= STEP_MS; this.owedMs -= STEP_MS) {
      wander.step();
      simulation.step();
      if (simulation.tick % SLOW_TICKS === 0) this.advanceSlowly();
    }
  }

  /** Sends people, once per patch, where the server put them. */
  reportMoves(): void {
    // A quarter of the people per patch, so that the load is even.
    let turn = this.floor.board.patch;
    for (const { client, mover } of this.attendance.people.values()) {
      turn += 1;
      if (mover === null || mover.report === "none") continue;
      if (mover.report === "soon" && turn % REPORT_PATCHES !== 0) continue;
      mover.report = "none";
      const { x, z, yaw } = mover.body;
      client?.send("moved", { seq: mover.inputs?.settledSeq ?? -1, x, z, yaw, driven: isDriven(mover) });
    }
  }

  forget(attendee: Attendee): void {
    this.proximity.forget(attendee);
  }

  /** Keeps what was recorded, and stops the circles. */
  drain(): Promise<void> {
    this.recorder.end();
    return this.host.drain();
  }

  private advanceSlowly(): void {
    const { state, simulation } = this.floor;
    const { people, spectatorCount } = this.attendance;
    directAttention(state, simulation);
    this.recorder.sample();
    this.audience.refresh();
    for (const step of this.proximity.steps(state, people.values(), simulation.tick)) this.stepInOrOut(step);
    state.spectatorCount = spectatorCount;
  }

  private stepInOrOut({ attendee, circleId, direction }: Step): void {
    const done =
      direction === "out"
        ? this.host.leaveCircle(attendee.actor)
        : this.host
            .joinCircle(attendee.actor, { circleId })
            .then((transcript) => attendee.client?.send("transcript", transcript));
    // Refused: they only happen to stand near a circle that does not admit them.
    done.catch(() => undefined);
  }
}
