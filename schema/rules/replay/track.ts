/**
 * The recorded motion of one body: one pose a sample on the way in, few bytes in between. Kept are the poses that a
 * straight line between two others does not predict, each as its difference from the one before.
 */
import { isSamePose, type Pose } from "./pose.ts";

/** A straight line may miss a sample by this much: 0.1 m, and 5.6°. */
export const POSITION_SLACK = 2;
export const YAW_SLACK = 4;

/** A pose, and the sample at which it is reached. */
export type Keyframe = Pose & { at: number };

const MOVED = 1;
const TURNED = 2;
const GESTURED = 4;
const SOON_BITS = 3;
/** From this on the time since the last keyframe has bytes of its own. */
const LONG_AFTER = 31;

export function encodeTrack(poses: readonly Pose[]): Uint8Array {
  const bytes: number[] = [];
  let last: Keyframe = { at: 0, x: 0, z: 0, yaw: 0, gesture: 0 };
  for (const frame of pickKeyframes(poses)) {
    const hasMoved = frame.x !== last.x || frame.z !== last.z;
    const hasTurned = frame.yaw !== last.yaw;
    const hasGestured = frame.gesture !== last.gesture;
    const after = frame.at - last.at;
    bytes.push(
      (Math.min(after, LONG_AFTER) << SOON_BITS) |
        (hasMoved ? MOVED : 0) |
        (hasTurned ? TURNED : 0) |
        (hasGestured ? GESTURED : 0),
    );
    if (after >= LONG_AFTER) pushCount(bytes, after - LONG_AFTER);
    if (hasMoved) pushDifference(bytes, frame.x - last.x);
    if (hasMoved) pushDifference(bytes, frame.z - last.z);
    if (hasTurned) pushDifference(bytes, frame.yaw - last.yaw);
    if (hasGestured) bytes.push(frame.gesture);
    last = frame;
  }
  return Uint8Array.from(bytes);
}

/** Whatever the bytes are, it returns what of them can be read. */
export function decodeTrack(bytes: Uint8Array): Keyframe[] {
  const frames: Keyframe[] = [];
  const reader = { bytes, at: 0 };
  let last: Keyframe = { at: 0, x: 0, z: 0, yaw: 0, gesture: 0 };
  while (reader.at < bytes.length) {
    const head = bytes[reader.at++]!;
    const soon = head >> SOON_BITS;
    const after = soon === LONG_AFTER ? LONG_AFTER + readCount(reader) : soon;
    last = {
      at: last.at + after,
      x: last.x + (head & MOVED ? readDifference(reader) : 0),
      z: last.z + (head & MOVED ? readDifference(reader) : 0),
      yaw: last.yaw + (head & TURNED ? readDifference(reader) : 0),
      gesture: head & GESTURED ? (bytes[reader.at++] ?? 0) : last.gesture,
    };
    if (reader.at > bytes.length) break;
    frames.push(last);
  }
  return frames;
}

/** Between two keyframes the body goes straight; a gesture lasts until the next. Null: nothing was recorded. */
export function poseAt(frames: readonly Keyframe[], at: number): Pose | null {
  const next = frames.findIndex((frame) => frame.at > at);
  const before = frames[next === -1 ? frames.length - 1 : next - 1];
  const after = frames[next];
  if (!before || !after) return before ?? after ?? null;
  return between(before, after, at);
}

function between(before: Keyframe, after: Keyframe, at: number): Pose {
  const share = (at - before.at) / (after.at - before.at);
  return {
    x: before.x + (after.x - before.x) * share,
    z: before.z + (after.z - before.z) * share,
    yaw: before.yaw + (after.yaw - before.yaw) * share,
    gesture: before.gesture,
  };
}

/** The first pose, then each time the furthest one that a straight line from the last leads to. */
function pickKeyframes(poses: readonly Pose[]): Keyframe[] {
  const [first] = poses;
  if (!first) return [];
  const frames: Keyframe[] = [{ ...first, at: 0 }];
  let last = frames[0]!;
  while (last.at < poses.length - 1) {
    const at = furthestStraight(poses, last);
    const reached = { ...poses[at]!, at };
    // At the end of a track it may simply stay as it is.
    if (at < poses.length - 1 || !isSamePose(last, reached)) frames.push(reached);
    last = reached;
  }
  return frames;
}

function furthestStraight(poses: readonly Pose[], from: Keyframe): number {
  let at = from.at + 1;
  while (at + 1 < poses.length && poses[at]!.gesture === from.gesture && leadsTo(poses, from, at + 1)) at += 1;
  return at;
}

function leadsTo(poses: readonly Pose[], from: Keyframe, to: number): boolean {
  const end = { ...poses[to]!, at: to };
  for (let at = from.at + 1; at < to; at++) {
    const guess = between(from, end, at);
    const pose = poses[at]!;
    if (pose.gesture !== from.gesture) return false;
    if (Math.abs(guess.x - pose.x) > POSITION_SLACK || Math.abs(guess.z - pose.z) > POSITION_SLACK) return false;
    if (Math.abs(guess.yaw - pose.yaw) > YAW_SLACK) return false;
  }
  return true;
}

type Reader = { bytes: Uint8Array; at: number };

function pushCount(bytes: number[], count: number): void {
  let rest = count;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
}

function readCount(reader: Reader): number {
  let count = 0;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = reader.bytes[reader.at++] ?? 0;
    count |= (byte & 127) << shift;
    if (byte < 128) break;
  }
  return count;
}

/** Small differences of either sign take one byte. */
const pushDifference = (bytes: number[], by: number): void => pushCount(bytes, by < 0 ? -by * 2 - 1 : by * 2);

function readDifference(reader: Reader): number {
  const count = readCount(reader);
  return count % 2 === 1 ? -(count + 1) / 2 : count / 2;
}
