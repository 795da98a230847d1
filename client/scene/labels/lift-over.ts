import type { BoxList } from "./box-list.ts";
import type { Box } from "./find-label-spot.ts";

const GAP_PX = 4;

/** Moves the box of a label up until it covers none of the boards, which are there to be read. Called in every frame, so it allocates nothing. */
export function liftOver(boards: BoxList, label: Box): void {
  const height = label.bottom - label.top;
  for (let board = boards.covering(label); board !== null; board = boards.covering(label)) {
    label.bottom = board.top - GAP_PX;
    label.top = label.bottom - height;
  }
}
