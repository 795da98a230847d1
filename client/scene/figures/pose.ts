/** A figure's pose: a pure function of what it does and for how long. Angles in radians, lengths in metres. */
export type Pose = {
  /** Forwards and sideways tilt of the whole body. */
  lean: number;
  sway: number;
  bob: number;
  /** Added to where the head looks. */
  nod: number;
  turn: number;
  tilt: number;
  /** Arms: up (0 hanging, π overhead) and out from the side. */
  rightUp: number;
  rightOut: number;
  leftUp: number;
  leftOut: number;
  /** Feet: forward and lift. */
  rightForward: number;
  rightLift: number;
  leftForward: number;
  leftLift: number;
};

export type Doing = {
  seconds: number;
  /** 0–1, per figure: keeps a crowd from moving in step. */
  seed: number;
  /** 0 standing, 1 at walking pace, 2 running. */
  pace: number;
  /** Phase of the stride, radians; grows with the distance walked. */
  stride: number;
  /** 0 standing, 1 seated. */
  sit: number;
  activity: string;
  gesture: string;
  gestureSeconds: number;
  /** 0 for reduced motion. */
  liveliness: number;
};

const GESTURE_SECONDS: Record<string, number> = { wave: 3, nod: 1.6, shake: 1.6, point: 3, clap: 3, bow: 2.4 };

export const createPose = (): Pose => ({
  lean: 0,
  sway: 0,
  bob: 0,
  nod: 0,
  turn: 0,
  tilt: 0,
  rightUp: 0,
  rightOut: 0,
  leftUp: 0,
  leftOut: 0,
  rightForward: 0,
  rightLift: 0,
  leftForward: 0,
  leftLift: 0,
});

function stand(pose: Pose, { seconds, seed, pace, stride, sit, liveliness }: Doing): void {
  const breath = Math.sin(seconds * 1.5 + seed * 20) * liveliness;
  const swing = Math.sin(stride) * Math.min(1, pace);
  pose.lean = 0.05 * pace;
  pose.sway = Math.cos(stride) * 0.045 * Math.min(1, pace) * liveliness + breath * 0.008;
  pose.bob = Math.abs(Math.sin(stride)) * 0.035 * pace * liveliness;
  pose.nod = 0.02 * breath;
  pose.turn = Math.sin(seconds * 0.37 + seed * 40) * 0.12 * liveliness;
  pose.tilt = Math.sin(seconds * 0.53 + seed * 30) * 0.04 * liveliness;
  pose.rightUp = swing * (0.5 + 0.25 * pace) + sit * 0.62;
  pose.leftUp = -swing * (0.5 + 0.25 * pace) + sit * 0.62;
  pose.rightOut = pose.leftOut = 0.17 + 0.02 * breath - sit * 0.2;
  pose.rightForward = -swing * 0.2 + sit * 0.3;
  pose.leftForward = swing * 0.2 + sit * 0.3;
  pose.rightLift = Math.max(0, Math.cos(stride)) * 0.07 * Math.min(1, pace) + sit * 0.06;
  pose.leftLift = Math.max(0, -Math.cos(stride)) * 0.07 * Math.min(1, pace) + sit * 0.06;
}

function act(pose: Pose, { activity, seconds, seed, liveliness }: Doing): void {
  const time = seconds * liveliness;
  if (activity === "speaking") {
    const beat = Math.sin(time * 2.3 + seed * 9);
    pose.rightUp = 0.95 + 0.38 * beat;
    pose.rightOut = 0.3 + 0.22 * Math.sin(time * 1.7 + seed * 5);
    pose.leftUp = 0.75 + 0.3 * Math.sin(time * 1.9 + seed * 13);
    pose.leftOut = 0.32 + 0.2 * Math.sin(time * 1.3 + seed * 3);
    pose.nod += 0.05 * beat;
    pose.turn *= 2;
    pose.lean += 0.05;
  } else if (activity === "thinking") {
    pose.rightUp = 2.25;
    pose.rightOut = -0.42;
    pose.leftUp = 0.9;
    pose.leftOut = -0.35;
    pose.nod -= 0.14;
    pose.tilt += 0.13;
  } else if (activity === "listening") {
    pose.nod += 0.04 * Math.max(0, Math.sin(time * 0.9 + seed * 17)) ** 8;
    pose.tilt += 0.05;
    pose.turn *= 0.3;
  } else if (activity === "asleep") {
    pose.nod += 0.46 + 0.03 * Math.sin(time * 0.9 + seed);
    pose.turn = 0;
    pose.lean += 0.06;
  }
}

function gesture(pose: Pose, { gesture: name, gestureSeconds, liveliness }: Doing): void {
  if (name === "raise-hand") {
    pose.rightUp = 2.95;
    pose.rightOut = 0.12 + 0.06 * Math.sin(gestureSeconds * 2) * liveliness;
    return;
  }
  if (name === "think") {
    pose.rightUp = 2.25;
    pose.rightOut = -0.42;
    pose.tilt += 0.12;
    return;
  }
  const lasts = GESTURE_SECONDS[name];
  if (lasts === undefined || gestureSeconds > lasts) return;
  // Eases in and out, so that arms do not snap.
  const share = Math.min(1, gestureSeconds * 4, (lasts - gestureSeconds) * 4);
  const to = (from: number, target: number) => from + (target - from) * share;
  if (name === "wave") {
    pose.rightUp = to(pose.rightUp, 2.75);
    pose.rightOut = to(pose.rightOut, 0.35 + 0.4 * Math.sin(gestureSeconds * 9));
  } else if (name === "point") {
    pose.rightUp = to(pose.rightUp, 1.5);
    pose.rightOut = to(pose.rightOut, 0.02);
  } else if (name === "clap") {
    const together = -0.3 + 0.2 * Math.abs(Math.sin(gestureSeconds * 10));
    pose.rightUp = pose.leftUp = to(pose.leftUp, 1.25);
    pose.rightOut = pose.leftOut = to(pose.leftOut, together);
  } else if (name === "nod") {
    pose.nod += share * 0.24 * Math.sin(gestureSeconds * 8);
  } else if (name === "shake") {
    pose.turn += share * 0.38 * Math.sin(gestureSeconds * 9);
  } else if (name === "bow") {
    pose.lean += share * 0.55;
    pose.nod += share * 0.3;
    pose.rightUp = to(pose.rightUp, 0.8);
    pose.rightOut = to(pose.rightOut, -0.45);
  }
}

/** Writes the pose of this moment into `pose`. */
export function strike(pose: Pose, doing: Doing): void {
  stand(pose, doing);
  if (doing.pace < 0.3) act(pose, doing);
  gesture(pose, doing);
}
