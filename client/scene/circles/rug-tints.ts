import { Color } from "three";

/** Main, second and border colours of rugs. */
const CLOTHS = [
  ["#8c3a2c", "#e6c37a", "#3c2430"],
  ["#2f5660", "#e3cfa0", "#1f3238"],
  ["#7a4a63", "#e7b98a", "#3a2336"],
  ["#a8692d", "#f0dcae", "#5a2f22"],
  ["#4c5a35", "#e2c684", "#2d3524"],
] as const;

const colour = new Color();

/** The nine tint values of a circle's cloth, the same on every page. */
export function rugTints(circleId: string): Float32Array {
  let hash = 0;
  for (const char of circleId) hash = (Math.imul(hash, 33) + char.charCodeAt(0)) | 0;
  const tints = new Float32Array(9);
  CLOTHS[(hash >>> 0) % CLOTHS.length]!.forEach((name, index) => {
    colour.set(name);
    tints.set([colour.r, colour.g, colour.b], index * 3);
  });
  return tints;
}
