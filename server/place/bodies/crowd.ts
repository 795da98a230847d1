import { BODY_SPACING_M } from "../../../schema/rules/find-free-spot.ts";
import type { Point } from "../../../schema/rules/point.ts";

/** Cells are numbered over ±CELLS of BODY_SPACING_M; more than any place needs. */
const CELLS = 4096;

const keyOf = (column: number, row: number): number => (column + CELLS) * 2 * CELLS + row + CELLS;

/** Taken spots, with a fast check whether another is free: a full place checks thousands of times. */
export class Crowd {
  private readonly cells = new Map<number, Point[]>();

  add(spot: Point): void {
    const key = keyOf(Math.floor(spot.x / BODY_SPACING_M), Math.floor(spot.z / BODY_SPACING_M));
    const cell = this.cells.get(key);
    if (cell === undefined) this.cells.set(key, [spot]);
    else cell.push(spot);
  }

  /** Whether a taken spot is within BODY_SPACING_M. */
  isTaken(x: number, z: number): boolean {
    const column = Math.floor(x / BODY_SPACING_M);
    const row = Math.floor(z / BODY_SPACING_M);
    for (let dColumn = -1; dColumn <= 1; dColumn++) {
      for (let dRow = -1; dRow <= 1; dRow++) {
        for (const spot of this.cells.get(keyOf(column + dColumn, row + dRow)) ?? []) {
          const dx = spot.x - x;
          const dz = spot.z - z;
          if (dx * dx + dz * dz < BODY_SPACING_M * BODY_SPACING_M) return true;
        }
      }
    }
    return false;
  }
}
