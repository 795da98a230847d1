/** Pixels on the canvas. */
export type Box = { left: number; top: number; right: number; bottom: number };

/** The boxes of one frame. It is emptied and refilled in every frame and keeps its capacity: a truncated array would free it. */
export class BoxList<Kind extends Box = Box> {
  count = 0;
  #boxes: Kind[] = [];

  clear(): void {
    this.count = 0;
  }

  add(box: Kind): void {
    this.#boxes[this.count++] = box;
  }

  addAll(others: BoxList<Kind>): void {
    for (let index = 0; index < others.count; index++) this.add(others.at(index));
  }

  at(index: number): Kind {
    return this.#boxes[index]!;
  }

  /** Whether the box, with so many pixels around it, overlaps any of them. */
  covers(box: Box, around = 0): boolean {
    for (let index = 0; index < this.count; index++) if (overlaps(box, this.#boxes[index]!, around)) return true;
    return false;
  }
}

/** Whether `box`, with so many pixels around it, overlaps the other one. */
export const overlaps = ({ left, top, right, bottom }: Box, other: Box, around = 0): boolean =>
  left - around < other.right &&
  right + around > other.left &&
  top - around < other.bottom &&
  bottom + around > other.top;
