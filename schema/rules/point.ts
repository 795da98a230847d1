/** A spot on the ground. Metres; +x is east, +z is south. */
export type Point = { x: number; z: number };

export const distanceBetween = (from: Point, to: Point): number => {
  const dx = to.x - from.x;
  const dz = to.z - from.z;
  return Math.sqrt(dx * dx + dz * dz);
};

/** The yaw (radians, 0 along +z, growing towards +x) from one point towards another. */
export const yawTowards = (from: Point, to: Point): number => Math.atan2(to.x - from.x, to.z - from.z);
