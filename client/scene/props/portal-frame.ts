import { BoxGeometry, TorusGeometry, type BufferGeometry } from "three";
import { mergeParts, type Part } from "../merge-parts.ts";

export const PORTAL_WIDTH_M = 1.9;
/** Height of the straight sides; a half circle closes the arch. */
export const PORTAL_SIDE_M = 1.9;

/** The stone arch that a portal shimmers in. */
export function portalFrame(): BufferGeometry {
  const half = PORTAL_WIDTH_M / 2;
  const post = (side: number): Part => ({
    shape: new BoxGeometry(0.3, PORTAL_SIDE_M, 0.42),
    colour: "#ead9b8",
    at: [side * (half + 0.15), PORTAL_SIDE_M / 2, 0],
    shade: (_, y) => 0.75 + 0.12 * y,
  });
  const foot = (side: number): Part => ({
    shape: new BoxGeometry(0.46, 0.26, 0.58),
    colour: "#c7a87e",
    at: [side * (half + 0.15), 0.13, 0],
  });
  return mergeParts([
    post(-1),
    post(1),
    foot(-1),
    foot(1),
    { shape: new TorusGeometry(half + 0.15, 0.17, 8, 20, Math.PI), colour: "#ead9b8", at: [0, PORTAL_SIDE_M, 0] },
    { shape: new BoxGeometry(0.36, 0.46, 0.5), colour: "#e3b65c", at: [0, PORTAL_SIDE_M + half + 0.2, 0] },
  ]);
}
