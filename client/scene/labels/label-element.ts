import { boxAt, noBox } from "./find-label-spot.ts";
import { hangLabel, type HangingLabel } from "./settle-label.ts";
import style from "./labels.module.css";
import type { Box } from "./box-list.ts";

/** A label as an element over the canvas. */
export type LabelElement = HangingLabel & {
  readonly element: HTMLElement;
  scale: number;
  /** Last written, rounded: unchanged values are not written again. */
  readonly written: { x: number; y: number; scale: number };
};

/** @param kind a class; for `bounds` and `mostLift` see hangLabel */
export function createLabel(layer: HTMLElement, kind: string, bounds: Box, mostLift: number): LabelElement {
  const element = document.createElement("div");
  element.className = `${style.label} ${kind}`;
  layer.append(element);
  return { ...hangLabel(bounds, mostLift), element, scale: 1, written: { x: NaN, y: NaN, scale: NaN } };
}

const box = noBox();

/** To where it is on its way. */
export function move(label: LabelElement): void {
  const { element, written, scale } = label;
  boxAt(label, label.drawn, box);
  const x = Math.round((box.left + box.right) * 5) / 10;
  const y = Math.round(box.bottom * 10) / 10;
  if (written.x === x && written.y === y && written.scale === scale) return;
  written.x = x;
  written.y = y;
  written.scale = scale;
  element.style.transform = `translate(${x}px, ${y}px) translate(-50%, -100%) scale(${scale})`;
}
