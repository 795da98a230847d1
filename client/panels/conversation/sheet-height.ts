import type { SheetHeight } from "../../state/screen.ts";

const HEIGHTS: SheetHeight[] = ["low", "half", "full"];
/** Less is a press, not a drag. */
const DRAG_MIN_PX = 12;
/** A drag this long goes two heights at once. */
const FAR_DRAG_PX = 320;

/** Where the sheet goes after its grip was dragged up by `draggedUpPx` (down when negative); a press goes round. */
export function nextSheetHeight(height: SheetHeight, draggedUpPx: number): SheetHeight {
  const at = HEIGHTS.indexOf(height);
  if (Math.abs(draggedUpPx) < DRAG_MIN_PX) return HEIGHTS[(at + 1) % HEIGHTS.length] ?? "half";
  const steps = Math.abs(draggedUpPx) > FAR_DRAG_PX ? 2 : 1;
  const to = Math.min(HEIGHTS.length - 1, Math.max(0, at + Math.sign(draggedUpPx) * steps));
  return HEIGHTS[to] ?? "half";
}
