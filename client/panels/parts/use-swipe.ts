import { useRef, type PointerEvent } from "react";

const SWIPE_MIN_PX = 60;

/** Detects sideways swipes; vertical ones are scrolling. */
export function useSwipe(onLeft: () => void, onRight: () => void) {
  const start = useRef<{ x: number; y: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      start.current = event.pointerType === "touch" ? { x: event.clientX, y: event.clientY } : null;
    },
    onPointerCancel: () => {
      start.current = null;
    },
    onPointerUp: (event: PointerEvent) => {
      if (start.current === null) return;
      const acrossPx = event.clientX - start.current.x;
      const downPx = event.clientY - start.current.y;
      start.current = null;
      if (Math.abs(acrossPx) < SWIPE_MIN_PX || Math.abs(acrossPx) < 2 * Math.abs(downPx)) return;
      if (acrossPx < 0) onLeft();
      else onRight();
    },
  };
}
