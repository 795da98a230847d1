/**
 * Where to draw bodies that others move. The server sends positions at its own pace (near ones every
 * 50 ms, far ones every 200–1500 ms) over a connection that delays messages; each body is drawn a little in
 * the past, just far enough back that there is always a next position to walk towards.
 */
import type { Stance } from "../scene/world-types.ts";

/** No body is drawn faster than this, nor further than MAX_JUMP_M in one frame (W2), however late updates arrive. */
const CATCH_UP_M_PER_S = 10;
const MAX_JUMP_M = 0.25;
/** A longer jump is a teleport: the body is shown there at once. */
const TELEPORT_M = 8;
/** After a pause in drawing (hidden tab) bodies stand where they are now. */
const STALE_FRAME_SECONDS = 0.5;

const SAMPLES = 32;
const FIRST_INTERVAL_MS = 100;
const LONGEST_INTERVAL_MS = 2000;
/** Pace is averaged over about 1 / this many messages, so that bursts and gaps even out. */
const PACE_SHARE = 0.06;
/** Slower than this is turning on the spot, which says nothing about pace. */
const SLOWEST_M_PER_S = 0.3;
/** After this long without an update (and a few intervals) a body is taken to have stood still: nothing is sent then. */
const PAUSE_MS = 400;
const MARGIN_MS = 20;
/** Half-life of measured lateness. */
const JITTER_HALF_LIFE_MS = 6000;
/** Playback runs at most this much faster or slower than time while the delay adapts. */
const SLEW = 0.12;
/** How much of a message's lateness counts as drift of our clock rather than as a delayed message. */
const DRIFT_SHARE = 0.05;

type Sample = Stance & { at: number };

const turn = (from: number, to: number, share: number) =>
  from + Math.atan2(Math.sin(to - from), Math.cos(to - from)) * share;

/** One remote body. Times are milliseconds of one monotonic local clock. */
export class RemoteMotion {
  readonly shown: Stance;
  #samples: Sample[];
  /** Averages per message while it moves: milliseconds and metres. */
  #interval = FIRST_INTERVAL_MS;
  #step = 0;
  #jitter = 0;
  #lastArrival: number;
  #delay = FIRST_INTERVAL_MS + MARGIN_MS;

  constructor(start: Stance, at: number) {
    this.shown = { x: start.x, z: start.z, yaw: start.yaw };
    this.#samples = [{ x: start.x, z: start.z, yaw: start.yaw, at }];
    this.#lastArrival = at;
  }

  /** The server sent a position; `at` is when it arrived. */
  receive({ x, z, yaw }: Stance, at: number): void {
    const last = this.#samples.at(-1)!;
    const sinceArrival = at - this.#lastArrival;
    this.#lastArrival = at;
    this.#jitter *= 0.5 ** (sinceArrival / JITTER_HALF_LIFE_MS);
    if (sinceArrival > Math.max(3 * this.#interval, PAUSE_MS)) {
      // It stays where it stood until just before this update.
      this.#push({ x: last.x, z: last.z, yaw: last.yaw, at: Math.max(last.at, at - this.#interval) });
      this.#push({ x, z, yaw, at });
      return;
    }
    const distance = Math.hypot(x - last.x, z - last.z);
    this.#interval += (sinceArrival - this.#interval) * PACE_SHARE;
    this.#step += (distance - this.#step) * PACE_SHARE;
    // The time of sending is unknown; it is estimated from the usual interval and the distance covered.
    const metresPerMs = this.#step / this.#interval;
    const walked = metresPerMs * 1000 > SLOWEST_M_PER_S ? distance / metresPerMs : 0;
    const expected = last.at + Math.max(this.#interval, walked);
    const late = Math.min(LONGEST_INTERVAL_MS, at - expected);
    this.#jitter = Math.max(this.#jitter, late);
    this.#push({ x, z, yaw, at: late > 0 ? expected + late * DRIFT_SHARE : Math.max(last.at + 1, at) });
  }

  /** Moves `shown` on by one frame. */
  advance(now: number, dtSeconds: number): void {
    const wanted = this.#interval + this.#jitter + MARGIN_MS;
    const slew = SLEW * dtSeconds * 1000;
    this.#delay += Math.max(-slew, Math.min(slew, wanted - this.#delay));
    const target = this.#at(now - this.#delay);
    const dx = target.x - this.shown.x;
    const dz = target.z - this.shown.z;
    const distance = Math.hypot(dx, dz);
    const reach = Math.min(MAX_JUMP_M, CATCH_UP_M_PER_S * dtSeconds);
    const share = distance <= reach || distance > TELEPORT_M || dtSeconds > STALE_FRAME_SECONDS ? 1 : reach / distance;
    this.shown.x += dx * share;
    this.shown.z += dz * share;
    this.shown.yaw = target.yaw;
  }

  #push(sample: Sample): void {
    this.#samples.push(sample);
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }

  #at(time: number): Stance {
    const samples = this.#samples;
    let next = samples.length - 1;
    if (time >= samples[next]!.at) return samples[next]!;
    while (next > 0 && samples[next - 1]!.at > time) next--;
    if (next === 0) return samples[0]!;
    const from = samples[next - 1]!;
    const to = samples[next]!;
    const share = (time - from.at) / (to.at - from.at);
    between.x = from.x + (to.x - from.x) * share;
    between.z = from.z + (to.z - from.z) * share;
    between.yaw = turn(from.yaw, to.yaw, share);
    return between;
  }
}

const between: Stance = { x: 0, z: 0, yaw: 0 };
