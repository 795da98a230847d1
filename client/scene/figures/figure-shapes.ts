/** The turned wood and cloth of peg dolls, about 1.7 m high, looking along +z. Zones: 1 main cloth, 2 second, 3 accent. */
import { CapsuleGeometry, ConeGeometry, CylinderGeometry, LatheGeometry, SphereGeometry, TorusGeometry, Vector2, type BufferGeometry } from "three";
import type { Look } from "../../../schema/messages/look.ts";
import { CARVED_COLOUR, WOOD_COLOUR } from "../mask-art.ts";
import { mergeParts, type Part } from "../merge-parts.ts";

export type SilhouetteName = Look["silhouette"];

/** How wide the body is, where the head sits and how large it is, relative to a plain doll. */
export const BUILDS: Record<SilhouetteName, { width: number; height: number; head: number }> = {
  slender: { width: 0.86, height: 1.06, head: 0.96 },
  broad: { width: 1.24, height: 1, head: 1.02 },
  round: { width: 1.34, height: 0.88, head: 1.06 },
  tall: { width: 0.95, height: 1.22, head: 0.98 },
  small: { width: 0.92, height: 0.8, head: 1 },
  cloaked: { width: 1.1, height: 1.05, head: 1 },
};
export const silhouettes = Object.keys(BUILDS) as SilhouetteName[];
export const HEAD_Y_M = 1.36;
export const SHOULDER_Y_M = 1.02;
export const SHOULDER_X_M = 0.215;

const WHITE = "#ffffff";
const lathe = (points: readonly (readonly [number, number])[], segments = 18) =>
  new LatheGeometry(points.map(([radius, y]) => new Vector2(radius, y)), segments);
const footShade = (_: number, y: number) => 0.6 + 0.4 * Math.min(1, y / 0.5);

const ROBES: Record<SilhouetteName, Part[]> = {
  slender: [
    { shape: lathe([[0.26, 0.02], [0.25, 0.1], [0.19, 0.66]]), colour: WHITE, zone: 1, shade: footShade },
    { shape: lathe([[0.195, 0.64], [0.2, 0.66], [0.2, 0.71], [0.19, 0.73]]), colour: WHITE, zone: 3 },
    { shape: lathe([[0.185, 0.72], [0.22, 0.92], [0.21, 1.02], [0.12, 1.12], [0.08, 1.15]]), colour: WHITE, zone: 2 },
  ],
  broad: [
    { shape: lathe([[0.27, 0.02], [0.28, 0.12], [0.24, 0.5]]), colour: WHITE, zone: 2, shade: footShade },
    { shape: lathe([[0.27, 0.42], [0.24, 0.7], [0.25, 0.95], [0.22, 1.05], [0.12, 1.12], [0.08, 1.15]]), colour: WHITE, zone: 1 },
    { shape: new TorusGeometry(0.225, 0.035, 8, 26), colour: WHITE, zone: 3, at: [0, 0.84, 0], turn: [Math.PI / 2 + 0.15, 0.62, 0], scale: [1.05, 1.05, 1.3] },
  ],
  round: [
    { shape: lathe([[0.2, 0.02], [0.28, 0.16], [0.31, 0.42], [0.28, 0.62]]), colour: WHITE, zone: 1, shade: footShade },
    { shape: lathe([[0.285, 0.6], [0.29, 0.63], [0.285, 0.67]]), colour: WHITE, zone: 3 },
    { shape: lathe([[0.28, 0.66], [0.25, 0.88], [0.19, 1.03], [0.12, 1.12], [0.08, 1.15]]), colour: WHITE, zone: 2 },
    { shape: lathe([[0.2, 1.02], [0.22, 1.06], [0.12, 1.12]]), colour: WHITE, zone: 3 },
  ],
  tall: [
    { shape: lathe([[0.3, 0.02], [0.26, 0.2], [0.19, 0.74], [0.2, 0.95], [0.19, 1.03], [0.12, 1.12], [0.08, 1.15]]), colour: WHITE, zone: 1, shade: footShade },
    { shape: lathe([[0.3, 0.03], [0.315, 0.06], [0.295, 0.13]]), colour: WHITE, zone: 3 },
    { shape: lathe([[0.24, 0.86], [0.25, 0.9], [0.2, 1.05], [0.1, 1.12]]), colour: WHITE, zone: 2 },
  ],
  small: [
    { shape: lathe([[0.3, 0.06], [0.28, 0.14], [0.2, 0.6]]), colour: WHITE, zone: 1, shade: footShade },
    { shape: lathe([[0.305, 0.2], [0.27, 0.2], [0.27, 0.28], [0.262, 0.3]]), colour: WHITE, zone: 2 },
    { shape: lathe([[0.2, 0.6], [0.23, 0.86], [0.21, 1.02], [0.12, 1.12], [0.08, 1.15]]), colour: WHITE, zone: 2 },
    { shape: lathe([[0.212, 0.58], [0.22, 0.62], [0.212, 0.67]]), colour: WHITE, zone: 3 },
  ],
  cloaked: [
    { shape: lathe([[0.36, 0.02], [0.34, 0.12], [0.25, 0.8], [0.26, 0.98], [0.2, 1.08], [0.08, 1.16]]), colour: WHITE, zone: 1, shade: footShade },
    { shape: lathe([[0.37, 0.03], [0.372, 0.07], [0.355, 0.12]]), colour: WHITE, zone: 3 },
    { shape: new SphereGeometry(0.19, 14, 10), colour: WHITE, zone: 2, at: [0, 0.7, 0.16], scale: [0.7, 2.4, 0.66] },
    { shape: new SphereGeometry(0.05, 10, 8), colour: WHITE, zone: 3, at: [0, 1.02, 0.24] },
  ],
};

export const buildBody = (silhouette: SilhouetteName): BufferGeometry => mergeParts(ROBES[silhouette]);

const skull: Part = { shape: new SphereGeometry(0.262, 20, 14), colour: WHITE, at: [0, 0.015, -0.03], scale: [1, 1.06, 1] };
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
  slender: [cap(3), { shape: new SphereGeometry(0.13, 14, 10), colour: WHITE, zone: 3, at: [0, 0.3, -0.14] }, { shape: new TorusGeometry(0.1, 0.025, 6, 16).rotateX(Math.PI / 2), colour: WHITE, zone: 1, at: [0, 0.24, -0.12], turn: [-0.4, 0, 0] }],
  broad: [
    cap(2, 0.8),
    { shape: new SphereGeometry(0.3, 18, 10), colour: WHITE, zone: 3, at: [0, 0.22, -0.03], scale: [1.06, 0.34, 1.06] },
    { shape: new CylinderGeometry(0.285, 0.285, 0.06, 20), colour: WHITE, zone: 1, at: [0, 0.17, -0.02] },
  ],
  round: [cap(2), { shape: new SphereGeometry(0.34, 18, 10), colour: WHITE, zone: 2, at: [0.06, 0.24, -0.06], scale: [1, 0.4, 1], turn: [0, 0, -0.22] }, { shape: new SphereGeometry(0.045, 8, 6), colour: WHITE, zone: 3, at: [0.1, 0.39, -0.06] }],
  tall: [
    cap(1, 0.8),
    { shape: new CylinderGeometry(0.4, 0.42, 0.03, 24), colour: WHITE, zone: 3, at: [0, 0.19, -0.03], turn: [-0.08, 0, 0] },
    { shape: new ConeGeometry(0.25, 0.56, 20), colour: WHITE, zone: 3, at: [0, 0.46, -0.06], turn: [-0.12, 0, 0] },
    { shape: new CylinderGeometry(0.225, 0.25, 0.08, 20), colour: WHITE, zone: 2, at: [0, 0.24, -0.035] },
  ],
  small: [cap(3), ...[-1, 1].map((side): Part => ({ shape: new SphereGeometry(0.12, 12, 10), colour: WHITE, zone: 3, at: [side * 0.25, 0.2, -0.08] }))],
  cloaked: [
    { shape: lathe([[0.23, -0.3], [0.315, -0.12], [0.325, 0.08], [0.24, 0.27], [0.09, 0.38], [0, 0.42]]), colour: WHITE, zone: 1, at: [0, 0.01, -0.1], turn: [-0.2, 0, 0], shade: () => 0.88 },
  ],
};
export const buildHeadwear = (silhouette: SilhouetteName): BufferGeometry => mergeParts(HEADWEAR[silhouette]);

/** The head of a persona is plain dark cloth behind the mask; a person's is wood with a nose and a smile. Tint A colours it. */
export const buildHead = (): BufferGeometry => mergeParts([{ ...skull, zone: 1 }, { shape: new CylinderGeometry(0.09, 0.11, 0.16, 10), colour: WHITE, zone: 1, at: [0, -0.26, -0.02], shade: () => 0.8 }]);

export const buildFace = (): BufferGeometry =>
  mergeParts([
    { shape: new SphereGeometry(0.034, 10, 8), colour: WOOD_COLOUR, at: [0, -0.01, 0.238], shade: () => 0.92 },
    { shape: new TorusGeometry(0.075, 0.013, 6, 14, Math.PI * 0.8).rotateZ(Math.PI * 1.1), colour: CARVED_COLOUR, at: [0, -0.075, 0.218] },
    ...[-1, 1].map((side): Part => ({ shape: new SphereGeometry(0.042, 10, 8), colour: "#e39a80", at: [side * 0.135, -0.06, 0.178], scale: [1, 0.7, 0.35] })),
  ]);

/** Two eyes around their own middle, so that a blink is a scaling. */
export const buildEyes = (): BufferGeometry =>
  mergeParts(
    [-1, 1].flatMap((side): Part[] => [
      { shape: new SphereGeometry(0.032, 10, 8), colour: CARVED_COLOUR, at: [side * 0.092, 0, 0], scale: [1, 1.45, 0.5] },
      { shape: new SphereGeometry(0.01, 6, 5), colour: "#ffffff", at: [side * 0.092 + 0.01, 0.018, 0.016], light: 0.3 },
    ]),
  );
export const EYES_AT = { y: 0.045, z: 0.226 };

/** Hangs down from the shoulder at the origin. */
export const buildArm = (): BufferGeometry =>
  mergeParts([
    { shape: new CapsuleGeometry(0.062, 0.22, 3, 10), colour: WHITE, zone: 2, at: [0, -0.14, 0], shade: () => 0.94 },
    { shape: new CylinderGeometry(0.062, 0.1, 0.18, 12), colour: WHITE, zone: 2, at: [0, -0.27, 0] },
    { shape: new TorusGeometry(0.092, 0.016, 6, 14).rotateX(Math.PI / 2), colour: WHITE, zone: 3, at: [0, -0.35, 0] },
    { shape: new SphereGeometry(0.072, 12, 10), colour: WOOD_COLOUR, at: [0, -0.39, 0] },
  ]);

export const buildFoot = (): BufferGeometry => mergeParts([{ shape: new SphereGeometry(0.1, 12, 8), colour: "#4a3529", at: [0, 0.055, 0.06], scale: [0.82, 0.58, 1.35] }]);

/** What is left of a figure far away. Tints: robe, face, headwear. */
export const buildFarFigure = (): BufferGeometry =>
  mergeParts([
    { shape: lathe([[0.28, 0.02], [0.2, 0.7], [0.22, 0.95], [0.1, 1.12]], 7), colour: WHITE, zone: 1, shade: footShade },
    { shape: new SphereGeometry(0.28, 7, 6), colour: WHITE, zone: 3, at: [0, 1.4, -0.06] },
    { shape: new SphereGeometry(0.25, 7, 6), colour: WHITE, zone: 2, at: [0, 1.36, 0.08], scale: [1, 1.15, 0.8] },
  ]);
