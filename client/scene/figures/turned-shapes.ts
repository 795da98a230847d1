import { CapsuleGeometry, ConeGeometry, CylinderGeometry, SphereGeometry, TorusGeometry } from "three";
import { lathe } from "../lathe.ts";

export type TurnedShapes = ReturnType<typeof turnedShapes>;

/** Round shapes with fewer segments at lower fineness; 1 is full detail, for figures close by. */
export function turnedShapes(fineness: number) {
  const sides = (count: number, least: number) => Math.max(least, Math.round(count * fineness));
  return {
    ball: (radius: number, around: number, up: number, ...angles: number[]) =>
      new SphereGeometry(radius, sides(around, 5), sides(up, 3), ...angles),
    ring: (radius: number, tube: number, across: number, around: number, arc?: number) =>
      new TorusGeometry(radius, tube, sides(across, 3), sides(around, 6), arc),
    drum: (top: number, bottom: number, height: number, around: number) =>
      new CylinderGeometry(top, bottom, height, sides(around, 5)),
    cone: (radius: number, height: number, around: number) => new ConeGeometry(radius, height, sides(around, 6)),
    capsule: (radius: number, length: number, cap: number, around: number) =>
      new CapsuleGeometry(radius, length, sides(cap, 1), sides(around, 5)),
    lathe: (profile: readonly number[]) => lathe(profile, sides(18, 7)),
  };
}
