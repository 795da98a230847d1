import type { SheetHeight } from "../../state/screen.ts";

const HEIGHTS: SheetHeight[] = ["low", "half", "full"];
/** A shorter drag is a press. */
const DRAG_MIN_PX = 12;
/** A drag this long moves two heights at once. */
const FAR_DRAG_PX = 320;

/** The height after dragging the grip up by `draggedUpPx` (down when negative); a press cycles through the heights. */
export function nextSheetHeight(height: SheetHeight, draggedUpPx: number): SheetHeight {
  const at = HEIGHTS.indexOf(height);
  if (Math.abs(draggedUpPx) < DRAG_MIN_PX) return HEIGHTS[(at + 1) % HEIGHTS.length] ?? "half";
  const steps = Math.abs(draggedUpPx) > FAR_DRAG_PX ? 2 : 1;
  const to = Math.min(HEIGHTS.length - 1, Math.max(0, at + Math.sign(draggedUpPx) * steps));
  return HEIGHTS[to] ?? "half";
}
