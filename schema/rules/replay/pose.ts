/** A recorded body: where it stands, where it looks and what it does, in whole steps. */
import { GESTURES } from "../../messages/room-messages.ts";

export const SAMPLES_PER_SECOND = 4;
export const SAMPLE_MS = 1000 / SAMPLES_PER_SECOND;
const STEPS_PER_METRE = 20;
const STEPS_PER_TURN = 256;
const STEPS_PER_RADIAN = STEPS_PER_TURN / (2 * Math.PI);

/** `x`, `z` in 1/20 m, `yaw` in 1/256 of a turn, `gesture` 0 for none, else 1 + its index in GESTURES. */
export type Pose = { x: number; z: number; yaw: number; gesture: number };

/** A pose as the world draws it: metres, radians, the gesture's name or "". */
export type Posture = { x: number; z: number; yaw: number; gesture: string };

/** @param turned the yaw before, in steps: the new one is counted on from it, the shorter way round */
export function toPose({ x, z, yaw, gesture }: Posture, turned = 0): Pose {
  const ahead = Math.round(yaw * STEPS_PER_RADIAN) - turned;
  const shorter = ahead - Math.round(ahead / STEPS_PER_TURN) * STEPS_PER_TURN;
  return {
    x: Math.round(x * STEPS_PER_METRE),
    z: Math.round(z * STEPS_PER_METRE),
    yaw: turned + shorter,
    gesture: GESTURES.findIndex((known) => known === gesture) + 1,
  };
}

export const toPosture = ({ x, z, yaw, gesture }: Pose): Posture => ({
  x: x / STEPS_PER_METRE,
  z: z / STEPS_PER_METRE,
  yaw: yaw / STEPS_PER_RADIAN,
  gesture: GESTURES[gesture - 1] ?? "",
});

export const isSamePose = (one: Pose, other: Pose): boolean =>
  one.x === other.x && one.z === other.z && one.yaw === other.yaw && one.gesture === other.gesture;
