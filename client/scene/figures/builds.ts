import type { Look } from "../../../schema/messages/look.ts";

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
/** The head's height on a plain doll, which looks along +z. */
export const HEAD_Y_M = 1.36;
export const SHOULDER_Y_M = 1.02;
export const SHOULDER_X_M = 0.215;
