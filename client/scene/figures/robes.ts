import type { BufferGeometry } from "three";
import { mergeParts, type Part } from "../merge-parts.ts";
import type { SilhouetteName } from "./builds.ts";
import { turnedShapes, type TurnedShapes } from "./turned-shapes.ts";

const WHITE = "#ffffff";
/** Cloth is darker near the ground. */
export const footShade = (_: number, y: number) => 0.6 + 0.4 * Math.min(1, y / 0.5);

/** Zones: 1 main cloth, 2 second, 3 accent. */
const ROBES: Record<SilhouetteName, (shapes: TurnedShapes) => Part[]> = {
  slender: (shapes) => [
    {
      shape: shapes.lathe([0.26, 0.02, 0.25, 0.1, 0.19, 0.66]),
      colour: WHITE,
      zone: 1,
      shade: footShade,
    },
    {
      shape: shapes.lathe([0.195, 0.64, 0.2, 0.66, 0.2, 0.71, 0.19, 0.73]),
      colour: WHITE,
      zone: 3,
    },
    {
      shape: shapes.lathe([0.185, 0.72, 0.22, 0.92, 0.21, 1.02, 0.12, 1.12, 0.08, 1.15]),
      colour: WHITE,
      zone: 2,
    },
  ],
  broad: (shapes) => [
    {
      shape: shapes.lathe([0.27, 0.02, 0.28, 0.12, 0.24, 0.5]),
      colour: WHITE,
      zone: 2,
      shade: footShade,
    },
    {
      shape: shapes.lathe([0.27, 0.42, 0.24, 0.7, 0.25, 0.95, 0.22, 1.05, 0.12, 1.12, 0.08, 1.15]),
      colour: WHITE,
      zone: 1,
    },
    {
      shape: shapes.ring(0.225, 0.035, 8, 26),
      colour: WHITE,
      zone: 3,
      at: [0, 0.84, 0],
      turn: [Math.PI / 2 + 0.15, 0.62, 0],
      scale: [1.05, 1.05, 1.3],
    },
  ],
  round: (shapes) => [
    {
      shape: shapes.lathe([0.2, 0.02, 0.28, 0.16, 0.31, 0.42, 0.28, 0.62]),
      colour: WHITE,
      zone: 1,
      shade: footShade,
    },
    {
      shape: shapes.lathe([0.285, 0.6, 0.29, 0.63, 0.285, 0.67]),
      colour: WHITE,
      zone: 3,
    },
    {
      shape: shapes.lathe([0.28, 0.66, 0.25, 0.88, 0.19, 1.03, 0.12, 1.12, 0.08, 1.15]),
      colour: WHITE,
      zone: 2,
    },
    {
      shape: shapes.lathe([0.2, 1.02, 0.22, 1.06, 0.12, 1.12]),
      colour: WHITE,
      zone: 3,
    },
  ],
  tall: (shapes) => [
    {
      shape: shapes.lathe([0.3, 0.02, 0.26, 0.2, 0.19, 0.74, 0.2, 0.95, 0.19, 1.03, 0.12, 1.12, 0.08, 1.15]),
      colour: WHITE,
      zone: 1,
      shade: footShade,
    },
    {
      shape: shapes.lathe([0.3, 0.03, 0.315, 0.06, 0.295, 0.13]),
      colour: WHITE,
      zone: 3,
    },
    {
      shape: shapes.lathe([0.24, 0.86, 0.25, 0.9, 0.2, 1.05, 0.1, 1.12]),
      colour: WHITE,
      zone: 2,
    },
  ],
  small: (shapes) => [
    {
      shape: shapes.lathe([0.3, 0.06, 0.28, 0.14, 0.2, 0.6]),
      colour: WHITE,
      zone: 1,
      shade: footShade,
    },
    {
      shape: shapes.lathe([0.305, 0.2, 0.27, 0.2, 0.27, 0.28, 0.262, 0.3]),
      colour: WHITE,
      zone: 2,
    },
    {
      shape: shapes.lathe([0.2, 0.6, 0.23, 0.86, 0.21, 1.02, 0.12, 1.12, 0.08, 1.15]),
      colour: WHITE,
      zone: 2,
    },
    {
      shape: shapes.lathe([0.212, 0.58, 0.22, 0.62, 0.212, 0.67]),
      colour: WHITE,
      zone: 3,
    },
  ],
  cloaked: (shapes) => [
    {
      shape: shapes.lathe([0.36, 0.02, 0.34, 0.12, 0.25, 0.8, 0.26, 0.98, 0.2, 1.08, 0.08, 1.16]),
      colour: WHITE,
      zone: 1,
      shade: footShade,
    },
    {
      shape: shapes.lathe([0.37, 0.03, 0.372, 0.07, 0.355, 0.12]),
      colour: WHITE,
      zone: 3,
    },
    { shape: shapes.ball(0.19, 14, 10), colour: WHITE, zone: 2, at: [0, 0.7, 0.16], scale: [0.7, 2.4, 0.66] },
    { shape: shapes.ball(0.05, 10, 8), colour: WHITE, zone: 3, at: [0, 1.02, 0.24] },
  ],
};

export const buildBody = (silhouette: SilhouetteName, fineness: number): BufferGeometry =>
  mergeParts(ROBES[silhouette](turnedShapes(fineness)));
