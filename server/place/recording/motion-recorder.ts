/** Records what the bodies in circles do, a minute at a time; writing it is left to the circles (SPEC W11). */
import { isSamePose, SAMPLES_PER_SECOND, toPose, type Pose } from "../../../schema/rules/replay/pose.ts";
import type { Circle, PlaceState } from "../../../schema/state/place-state.ts";
import type { Motion } from "../../conversation/motion.store.ts";
import type { Simulation } from "../bodies/simulation.ts";

/** After this many samples a recording is kept, and the next begins. */
const SAMPLES_KEPT = 60 * SAMPLES_PER_SECOND;

type Recording = Motion & {
  poses: Pose[][];
  /** Where everybody was when the last one was kept. */
  before: (Pose | undefined)[];
};

export class MotionRecorder {
  readonly #state: PlaceState;
  readonly #movers: Simulation["movers"];
  readonly #keep: (circleId: string, motion: Motion) => void;
  readonly #now: () => number;
  readonly #recordings = new Map<string, Recording>();

  constructor(
    state: PlaceState,
    simulation: Pick<Simulation, "movers">,
    keep: (circleId: string, motion: Motion) => void,
    now: () => number,
  ) {
    this.#state = state;
    this.#movers = simulation.movers;
    this.#keep = keep;
    this.#now = now;
  }

  /** Call it SAMPLES_PER_SECOND times a second. */
  sample(): void {
    for (const circleId of this.#recordings.keys())
      if (!isRecorded(this.#state.circles.get(circleId))) this.#finish(circleId);
    for (const [circleId, circle] of this.#state.circles) if (isRecorded(circle)) this.#record(circleId, circle);
  }

  /** Keeps what has been recorded so far. */
  end(): void {
    for (const circleId of this.#recordings.keys()) this.#finish(circleId);
  }

  #record(circleId: string, { members, isPrivate }: Circle): void {
    const ids = members.filter((id) => this.#movers.has(id));
    let recording = this.#recordings.get(circleId);
    if (recording && recording.members.join() !== ids.join()) {
      this.#finish(circleId);
      recording = undefined;
    }
    if (ids.length === 0) return;
    recording ??= this.#begin(circleId, ids, isPrivate);
    for (const [index, id] of ids.entries()) {
      const track = recording.poses[index]!;
      const { x, z, yaw } = this.#movers.get(id)!.body;
      const gesture = this.#state.avatars.get(id)?.gesture ?? "";
      track.push(toPose({ x, z, yaw, gesture }, (track.at(-1) ?? recording.before[index])?.yaw));
    }
    if (recording.poses[0]!.length >= SAMPLES_KEPT) this.#begin(circleId, ids, isPrivate, this.#finish(circleId));
  }

  #begin(circleId: string, members: string[], isPrivate: boolean, last?: Recording): Recording {
    const isPerson = (id: string) => this.#state.avatars.get(id)?.kind === "person";
    const recording: Recording = {
      startedAt: new Date(this.#now()),
      members,
      witnesses: isPrivate ? members.filter(isPerson) : null,
      poses: members.map(() => []),
      before: members.map((_, index) => last?.poses[index]?.at(-1)),
    };
    this.#recordings.set(circleId, recording);
    return recording;
  }

  /** Where nobody has moved since the one before, there is nothing to keep. */
  #finish(circleId: string): Recording | undefined {
    const recording = this.#recordings.get(circleId);
    this.#recordings.delete(circleId);
    if (!recording || recording.poses[0]!.length === 0) return undefined;
    const { before, ...motion } = recording;
    const isStill = motion.poses.every((track, index) => {
      const stood = before[index];
      return stood !== undefined && track.every((pose) => isSamePose(pose, stood));
    });
    if (!isStill) this.#keep(circleId, motion);
    return recording;
  }
}

const isRecorded = (circle: Circle | undefined): circle is Circle =>
  circle?.status === "talking" || circle?.status === "paused";
