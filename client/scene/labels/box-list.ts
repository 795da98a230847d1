import type { Box } from "./find-label-spot.ts";

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

  at(index: number): Kind {
    return this.#boxes[index]!;
  }

  covers(box: Box): boolean {
    return this.covering(box) !== null;
  }

  /** The first that this one overlaps. */
  covering(box: Box): Kind | null {
    for (let index = 0; index < this.count; index++) {
      const other = this.#boxes[index]!;
      if (box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top)
        return other;
    }
    return null;
  }
}
