import type { BufferGeometry } from "three";
import { mergeParts, type Part } from "../merge-parts.ts";
import type { SilhouetteName } from "./builds.ts";
import { turnedShapes, type TurnedShapes } from "./turned-shapes.ts";

const WHITE = "#ffffff";

/** A cap over the back and top of the head. */
const cap = (shapes: TurnedShapes, zone: number, shade = 1): Part => ({
  shape: shapes.ball(0.285, 20, 10, 0, Math.PI * 2, 0, Math.PI * 0.56),
  colour: WHITE,
  zone,
  at: [0, 0.03, -0.055],
  turn: [-0.5, 0, 0],
  shade: () => shade,
});

const headwear = (shapes: TurnedShapes): Record<SilhouetteName, Part[]> => ({
  slender: [
    cap(shapes, 3),
    { shape: shapes.ball(0.13, 14, 10), colour: WHITE, zone: 3, at: [0, 0.3, -0.14] },
    {
      shape: shapes.ring(0.1, 0.025, 6, 16).rotateX(Math.PI / 2),
      colour: WHITE,
      zone: 1,
      at: [0, 0.24, -0.12],
      turn: [-0.4, 0, 0],
    },
  ],
  broad: [
    cap(shapes, 2, 0.8),
    { shape: shapes.ball(0.3, 18, 10), colour: WHITE, zone: 3, at: [0, 0.22, -0.03], scale: [1.06, 0.34, 1.06] },
    { shape: shapes.drum(0.285, 0.285, 0.06, 20), colour: WHITE, zone: 1, at: [0, 0.17, -0.02] },
  ],
  round: [
    cap(shapes, 2),
    {
      shape: shapes.ball(0.34, 18, 10),
      colour: WHITE,
      zone: 2,
      at: [0.06, 0.24, -0.06],
      scale: [1, 0.4, 1],
      turn: [0, 0, -0.22],
    },
    { shape: shapes.ball(0.045, 8, 6), colour: WHITE, zone: 3, at: [0.1, 0.39, -0.06] },
  ],
  tall: [
    cap(shapes, 1, 0.8),
    {
      shape: shapes.drum(0.4, 0.42, 0.03, 24),
      colour: WHITE,
      zone: 3,
      at: [0, 0.19, -0.03],
      turn: [-0.08, 0, 0],
    },
    { shape: shapes.cone(0.25, 0.56, 20), colour: WHITE, zone: 3, at: [0, 0.46, -0.06], turn: [-0.12, 0, 0] },
    { shape: shapes.drum(0.225, 0.25, 0.08, 20), colour: WHITE, zone: 2, at: [0, 0.24, -0.035] },
  ],
  small: [
    cap(shapes, 3),
    ...[-1, 1].map((side): Part => ({
      shape: shapes.ball(0.12, 12, 10),
      colour: WHITE,
      zone: 3,
      at: [side * 0.25, 0.2, -0.08],
    })),
  ],
  cloaked: [
    {
      shape: shapes.lathe([0.23, -0.3, 0.315, -0.12, 0.325, 0.08, 0.24, 0.27, 0.09, 0.38, 0, 0.42]),
      colour: WHITE,
      zone: 1,
      at: [0, 0.01, -0.1],
      turn: [-0.2, 0, 0],
      shade: () => 0.88,
    },
  ],
});

export const buildHeadwear = (silhouette: SilhouetteName, fineness: number): BufferGeometry =>
  mergeParts(headwear(turnedShapes(fineness))[silhouette]);
