import { CanvasTexture, LinearMipmapLinearFilter, LinearSRGBColorSpace } from "three";
import { BROWS, EYES, MOUTHS, NOSE, PATTERNS, type Feature } from "./mask-features.ts";

const CELL_PX = 256;
export const ATLAS_COLUMNS = 6;
export const ATLAS_ROWS = 4;
/** A cell shows ± this many mask units (a plate is ± 1 × ± 1.2). */
export const CELL_REACH = 1.28;

const features: Feature[] = [...Object.values(PATTERNS), ...Object.values(BROWS), ...Object.values(MOUTHS), EYES, NOSE];

/** Cells of the atlas by feature. */
export const PATTERN_CELLS = Object.keys(PATTERNS);
export const BROW_CELLS = Object.keys(BROWS);
export const MOUTH_CELLS = Object.keys(MOUTHS);
export const EYES_CELL = PATTERN_CELLS.length + BROW_CELLS.length + MOUTH_CELLS.length;
export const NOSE_CELL = EYES_CELL + 1;

/** All carvings side by side, white on black: the same paths that cards show. */
export function drawMaskAtlas(): CanvasTexture {
  const canvas = document.createElement("canvas");
  canvas.width = ATLAS_COLUMNS * CELL_PX;
  canvas.height = ATLAS_ROWS * CELL_PX;
  const context = canvas.getContext("2d")!;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.lineCap = context.lineJoin = "round";
  context.fillStyle = context.strokeStyle = "#fff";
  const scale = CELL_PX / 2 / (CELL_REACH * 100);
  features.forEach(({ path, strokeWidth }, cell) => {
    const x = (cell % ATLAS_COLUMNS) * CELL_PX;
    const y = Math.floor(cell / ATLAS_COLUMNS) * CELL_PX;
    context.save();
    context.beginPath();
    context.rect(x + 2, y + 2, CELL_PX - 4, CELL_PX - 4);
    context.clip();
    context.translate(x + CELL_PX / 2, y + CELL_PX / 2);
    context.scale(scale, scale);
    const shape = new Path2D(path);
    if (strokeWidth) {
      context.lineWidth = strokeWidth;
      context.stroke(shape);
    } else {
      context.fill(shape);
    }
    context.restore();
  });
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = LinearSRGBColorSpace;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.anisotropy = 4;
  texture.flipY = false;
  return texture;
}
