/** Added to the height that pitch and distance give the eye. Metres. */
export const EYE_RISE_M = 0.35;
/** The camera looks this far above its target, so that the place fills most of the picture. */
export const HEADROOM_M = 0.75;
/** Margins around and above the rug, so that seated bodies are fully visible. */
const AROUND_CIRCLE_M = 0.45;
const STANDING_M = 1.25;
const AROUND = Array.from({ length: 16 }, (_, index) => (index / 16) * 2 * Math.PI);
const STEP = 1.03;

type Spot = { x: number; y: number; z: number };

export type Framing = {
  circle: Spot & { radius: number };
  /** What the camera orbits. */
  target: Spot;
  yaw: number;
  pitch: number;
  /** Tangents of half the free picture's angles of view, horizontal and vertical. */
  wide: number;
  tall: number;
};

/** The nearest distance, from `nearest` to `furthest`, at which the circle and its members are fully in the free picture. */
export function fitCircle(framing: Framing, nearest: number, furthest: number): number {
  let distance = nearest;
  while (distance < furthest && !isWhole(framing, distance)) distance *= STEP;
  return Math.min(distance, furthest);
}

function isWhole({ circle, target, yaw, pitch, wide, tall }: Framing, distance: number): boolean {
  const flat = Math.cos(pitch) * distance;
  const rise = Math.sin(pitch) * distance + EYE_RISE_M;
  // The line of sight, level with the ground along `yaw` and down by `slope`.
  const slope = Math.atan2(rise - HEADROOM_M, flat);
  const [sin, cos] = [Math.sin(slope), Math.cos(slope)];
  const [alongX, alongZ] = [Math.sin(yaw), Math.cos(yaw)];
  const reach = circle.radius + AROUND_CIRCLE_M;
  for (const angle of AROUND) {
    const x = circle.x + Math.sin(angle) * reach - target.x;
    const z = circle.z + Math.cos(angle) * reach - target.z;
    const ahead = x * alongX + z * alongZ + flat;
    const aside = Math.abs(x * alongZ - z * alongX);
    for (const up of [0, STANDING_M]) {
      const over = circle.y + up - target.y - rise;
      const depth = ahead * cos - over * sin;
      if (depth <= 0 || aside > depth * wide || Math.abs(ahead * sin + over * cos) > depth * tall) return false;
    }
  }
  return true;
}
