/** The turned wood of peg dolls: shapes that all silhouettes share. Looking along +z, in metres. */
import { SphereGeometry, type BufferGeometry } from "three";
import { lathe } from "../lathe.ts";
import { CARVED_COLOUR, WOOD_COLOUR } from "../mask-art.ts";
import { mergeParts, type Part } from "../merge-parts.ts";
import { footShade } from "./robes.ts";
import { turnedShapes } from "./turned-shapes.ts";

const WHITE = "#ffffff";

/** The head of a persona is plain dark cloth behind the mask; a person's is wood with a nose and a smile. Tint A colours it. */
export function buildHead(fineness: number): BufferGeometry {
  const shapes = turnedShapes(fineness);
  return mergeParts([
    { shape: shapes.ball(0.262, 20, 14), colour: WHITE, at: [0, 0.015, -0.03], scale: [1, 1.06, 1], zone: 1 },
    {
      shape: shapes.drum(0.09, 0.11, 0.16, 10),
      colour: WHITE,
      zone: 1,
      at: [0, -0.26, -0.02],
      shade: () => 0.8,
    },
  ]);
}

export function buildFace(fineness: number): BufferGeometry {
  const shapes = turnedShapes(fineness);
  return mergeParts([
    { shape: shapes.ball(0.034, 10, 8), colour: WOOD_COLOUR, at: [0, -0.01, 0.238], shade: () => 0.92 },
    {
      shape: shapes.ring(0.075, 0.013, 6, 14, Math.PI * 0.8).rotateZ(Math.PI * 1.1),
      colour: CARVED_COLOUR,
      at: [0, -0.075, 0.218],
    },
    ...[-1, 1].map((side): Part => ({
      shape: shapes.ball(0.042, 10, 8),
      colour: "#e39a80",
      at: [side * 0.135, -0.06, 0.178],
      scale: [1, 0.7, 0.35],
    })),
  ]);
}

/** Two eyes centred on their origin, so that a blink is a scaling. */
export function buildEyes(fineness: number): BufferGeometry {
  const shapes = turnedShapes(fineness);
  return mergeParts(
    [-1, 1].flatMap((side): Part[] => [
      {
        shape: shapes.ball(0.032, 10, 8),
        colour: CARVED_COLOUR,
        at: [side * 0.092, 0, 0],
        scale: [1, 1.45, 0.5],
      },
      { shape: shapes.ball(0.01, 6, 5), colour: "#ffffff", at: [side * 0.092 + 0.01, 0.018, 0.016], light: 0.3 },
    ]),
  );
}
export const EYES_AT = { y: 0.045, z: 0.226 };

/** Hangs down from the shoulder at the origin. */
export function buildArm(fineness: number): BufferGeometry {
  const shapes = turnedShapes(fineness);
  return mergeParts([
    { shape: shapes.capsule(0.062, 0.22, 3, 10), colour: WHITE, zone: 2, at: [0, -0.14, 0], shade: () => 0.94 },
    { shape: shapes.drum(0.062, 0.1, 0.18, 12), colour: WHITE, zone: 2, at: [0, -0.27, 0] },
    { shape: shapes.ring(0.092, 0.016, 6, 14).rotateX(Math.PI / 2), colour: WHITE, zone: 3, at: [0, -0.35, 0] },
    { shape: shapes.ball(0.072, 12, 10), colour: WOOD_COLOUR, at: [0, -0.39, 0] },
  ]);
}

export function buildFoot(fineness: number): BufferGeometry {
  const shapes = turnedShapes(fineness);
  return mergeParts([
    { shape: shapes.ball(0.1, 12, 8), colour: "#4a3529", at: [0, 0.055, 0.06], scale: [0.82, 0.58, 1.35] },
  ]);
}

/** The simplified shape of a figure far away. Tints: robe, face, headwear. */
export const buildFarFigure = (): BufferGeometry =>
  mergeParts([
    {
      shape: lathe([0.28, 0.02, 0.2, 0.7, 0.22, 0.95, 0.1, 1.12], 7),
      colour: WHITE,
      zone: 1,
      shade: footShade,
    },
    { shape: new SphereGeometry(0.28, 7, 6), colour: WHITE, zone: 3, at: [0, 1.4, -0.06] },
    { shape: new SphereGeometry(0.25, 7, 6), colour: WHITE, zone: 2, at: [0, 1.36, 0.08], scale: [1, 1.15, 0.8] },
  ]);
