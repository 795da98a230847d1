import { createLabel, type LabelElement } from "./label-element.ts";
import type { Box } from "./box-list.ts";

export type Label = LabelElement & {
  text: string;
  /** As laid out, before it is scaled. */
  fullWidth: number;
  fullHeight: number;
  /** Whether it is used in this frame. */
  isUsed: boolean;
  /** Last written: unchanged values are not written again. */
  opacity: number;
  status: string;
  isOver: boolean;
};

export type LabelSet = ReturnType<typeof createLabelSet>;

/** Labels of one kind. */
export function createLabelSet(layer: HTMLElement, kind: string, bounds: Box, mostLift: number) {
  const labels = new Map<string, Label>();
  const create = (id: string): Label => {
    const label = {
      ...createLabel(layer, kind, bounds, mostLift),
      text: "",
      fullWidth: 0,
      fullHeight: 0,
      isUsed: true,
      opacity: NaN,
      status: "",
      isOver: false,
    };
    label.element.dir = "auto";
    labels.set(id, label);
    return label;
  };
  return {
    /** Reads the layout when its text changed, never otherwise. */
    use(id: string, text: string): Label {
      const label = labels.get(id) ?? create(id);
      if (label.text !== text) {
        label.text = label.element.textContent = text;
        label.fullWidth = label.element.offsetWidth;
        label.fullHeight = label.element.offsetHeight;
      }
      label.isUsed = true;
      return label;
    },
    /** Removes labels that this frame did not use. */
    sweep: () => labels.forEach(sweep),
  };
}

export function fade(label: Label, opacity: number): void {
  const rounded = Math.round(opacity * 100) / 100;
  if (label.opacity !== rounded) label.element.style.opacity = String((label.opacity = rounded));
}

/** @param isOver whether it covers a board: then nothing shines through it */
export function showOver(label: Label, isOver: boolean): void {
  if (label.isOver !== isOver) label.element.toggleAttribute("data-over", (label.isOver = isOver));
}

function sweep(label: Label, id: string, labels: Map<string, Label>): void {
  if (!label.isUsed) {
    label.element.remove();
    labels.delete(id);
  }
  label.isUsed = false;
}
