import type { PerspectiveCamera } from "three";
import type { Covered } from "./world-types.ts";

/** CSS pixels; `seen…` is the area that no panel hides. */
export type SeenArea = ReturnType<typeof seenArea>;

export const seenArea = (width: number, height: number, { left, right, top, bottom }: Covered) => ({
  width,
  height,
  seenLeft: left,
  seenTop: top,
  seenWidth: Math.max(1, width - left - right),
  seenHeight: Math.max(1, height - top - bottom),
});

/** What the camera looks at is in the middle of that area. */
export function centreView(
  camera: PerspectiveCamera,
  { width, height, seenLeft, seenTop, seenWidth, seenHeight }: SeenArea,
): void {
  camera.aspect = width / height;
  const aside = (width - seenWidth) / 2 - seenLeft;
  const up = (height - seenHeight) / 2 - seenTop;
  camera.setViewOffset(width, height, aside, up, width, height);
}
