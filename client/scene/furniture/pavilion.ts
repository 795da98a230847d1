import { CylinderGeometry, SphereGeometry, type BufferGeometry } from "three";
import { lathe } from "../lathe.ts";
import { mergeParts, type Part } from "../merge-parts.ts";
import { board, INDIGO, IRON, LAMP_GLASS, LINEN, OAK, TERRACOTTA, WALNUT } from "./joinery.ts";

/** An open roof of beams, 10 × 9 m and 5.3 m high, with strips of cloth and hanging lamps. */
export function pavilion(): BufferGeometry {
  const [half, eaves, ridge] = [5, 3.74, 5.2];
  const rise = ridge - eaves;
  const slope = Math.atan2(rise, half);
  const length = Math.hypot(rise, half);
  const frame = (z: number): Part[] => [
    ...[-1, 1].flatMap((side) => [
      board([0.24, eaves, 0.24], [side * half, eaves / 2, z], WALNUT),
      board([0.46, 0.32, 0.46], [side * half, 0.16, z], "#a58f78"),
      board([length + 0.5, 0.2, 0.18], [side * half * 0.52, eaves + rise * 0.48 + 0.1, z], OAK, {
        turn: [0, 0, -side * slope],
      }),
      board([1.35, 0.13, 0.13], [side * (half - 0.5), eaves - 0.5, z], OAK, { turn: [0, 0, -side * 0.785] }),
    ]),
    board([2 * half + 0.5, 0.22, 0.2], [0, eaves, z], OAK),
    board([0.18, rise, 0.16], [0, eaves + rise / 2, z], OAK),
  ];
  const strip = (index: number): Part => ({
    shape: new CylinderGeometry(2.9, 2.9, 1.7, 10, 1, true, -0.5, 1).rotateX(Math.PI / 2),
    colour: index % 2 ? "#d9a06a" : LINEN,
    at: [2.2, eaves - 2.15 + rise * 0.72, -3.1 + index * 2.1],
    turn: [0, 0, -slope],
    sway: 0.12,
    shade: () => 0.94,
  });
  const hanging = (x: number, z: number, colour: string): Part[] => [
    { shape: new CylinderGeometry(0.01, 0.01, 0.8, 4), colour: IRON, at: [x, eaves - 0.4, z] },
    { shape: lathe([0.26, 0, 0.1, 0.17, 0, 0.2], 14), colour, at: [x, eaves - 0.86, z] },
    { shape: new SphereGeometry(0.1, 10, 8), colour: LAMP_GLASS, at: [x, eaves - 0.86, z], light: 1 },
  ];
  return mergeParts([
    ...frame(-4.5),
    ...frame(4.5),
    board([0.2, 0.24, 9.8], [0, ridge + 0.06, 0], WALNUT),
    ...[-1, 1].flatMap((side) => [
      board([0.16, 0.18, 9.6], [side * half, eaves + 0.16, 0], OAK),
      board([0.12, 0.12, 9.6], [side * half * 0.5, eaves + rise * 0.5 + 0.2, 0], OAK),
    ]),
    ...[0, 1, 2, 3].map(strip),
    ...[-3.2, 0, 3.2].flatMap((x) => [-4.5, 4.5].flatMap((z) => hanging(x, z, x ? TERRACOTTA : INDIGO))),
  ]);
}
