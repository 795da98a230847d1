import { ConeGeometry, CylinderGeometry, SphereGeometry, TorusGeometry, type BufferGeometry } from "three";
import { lathe } from "../lathe.ts";
import { mergeParts, type Part } from "../merge-parts.ts";
import type { SilhouetteName } from "./builds.ts";

const WHITE = "#ffffff";

/** A cap over the back and top of the head. */
const cap = (zone: number, shade = 1): Part => ({
  shape: new SphereGeometry(0.285, 20, 10, 0, Math.PI * 2, 0, Math.PI * 0.56),
  colour: WHITE,
  zone,
  at: [0, 0.03, -0.055],
  turn: [-0.5, 0, 0],
  shade: () => shade,
});

const HEADWEAR: Record<SilhouetteName, Part[]> = {
  slender: [
    cap(3),
    { shape: new SphereGeometry(0.13, 14, 10), colour: WHITE, zone: 3, at: [0, 0.3, -0.14] },
    {
      shape: new TorusGeometry(0.1, 0.025, 6, 16).rotateX(Math.PI / 2),
      colour: WHITE,
      zone: 1,
      at: [0, 0.24, -0.12],
      turn: [-0.4, 0, 0],
    },
  ],
  broad: [
    cap(2, 0.8),
    { shape: new SphereGeometry(0.3, 18, 10), colour: WHITE, zone: 3, at: [0, 0.22, -0.03], scale: [1.06, 0.34, 1.06] },
    { shape: new CylinderGeometry(0.285, 0.285, 0.06, 20), colour: WHITE, zone: 1, at: [0, 0.17, -0.02] },
  ],
  round: [
    cap(2),
    {
      shape: new SphereGeometry(0.34, 18, 10),
      colour: WHITE,
      zone: 2,
      at: [0.06, 0.24, -0.06],
      scale: [1, 0.4, 1],
      turn: [0, 0, -0.22],
    },
    { shape: new SphereGeometry(0.045, 8, 6), colour: WHITE, zone: 3, at: [0.1, 0.39, -0.06] },
  ],
  tall: [
    cap(1, 0.8),
    {
      shape: new CylinderGeometry(0.4, 0.42, 0.03, 24),
      colour: WHITE,
      zone: 3,
      at: [0, 0.19, -0.03],
      turn: [-0.08, 0, 0],
    },
    { shape: new ConeGeometry(0.25, 0.56, 20), colour: WHITE, zone: 3, at: [0, 0.46, -0.06], turn: [-0.12, 0, 0] },
    { shape: new CylinderGeometry(0.225, 0.25, 0.08, 20), colour: WHITE, zone: 2, at: [0, 0.24, -0.035] },
  ],
  small: [
    cap(3),
    ...[-1, 1].map((side): Part => ({
      shape: new SphereGeometry(0.12, 12, 10),
      colour: WHITE,
      zone: 3,
      at: [side * 0.25, 0.2, -0.08],
    })),
  ],
  cloaked: [
    {
      shape: lathe([0.23, -0.3, 0.315, -0.12, 0.325, 0.08, 0.24, 0.27, 0.09, 0.38, 0, 0.42]),
      colour: WHITE,
      zone: 1,
      at: [0, 0.01, -0.1],
      turn: [-0.2, 0, 0],
      shade: () => 0.88,
    },
  ],
};
export const buildHeadwear = (silhouette: SilhouetteName): BufferGeometry => mergeParts(HEADWEAR[silhouette]);
