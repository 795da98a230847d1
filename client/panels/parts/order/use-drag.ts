import { useEffect, useEffectEvent, useRef, useState, type PointerEvent, type RefObject } from "react";
import { placeAt, scrollStep } from "./place-at.ts";

type Drag = { from: number; to: number };

/** Drags an item of a list to another place, by mouse, pen or finger; Escape leaves it where it was. */
export function useDrag(list: RefObject<HTMLElement | null>, onMove: (from: number, to: number) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const pointerY = useRef(0);
  const isDragging = drag !== null;
  const follow = useEffectEvent(() => {
    if (!drag) return;
    const scroller = scrollerOf(list.current!);
    const step = scrollStep(pointerY.current, scroller.getBoundingClientRect());
    if (step !== 0) scroller.scrollBy({ top: step, behavior: "instant" });
    const to = placeAt(pointerY.current, drag.from, middlesOf(list.current!));
    if (to !== drag.to) setDrag({ ...drag, to });
  });
  useEffect(() => {
    if (!isDragging) return;
    let frame = requestAnimationFrame(function next() {
      follow();
      frame = requestAnimationFrame(next);
    });
    // Before the page that it is in closes by the same key.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      setDrag(null);
    };
    addEventListener("keydown", onKeyDown, { capture: true });
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("keydown", onKeyDown, { capture: true });
    };
  }, [isDragging]);

  const end = () => {
    if (!drag) return;
    const to = placeAt(pointerY.current, drag.from, middlesOf(list.current!));
    setDrag(null);
    if (to !== drag.from) onMove(drag.from, to);
  };
  return {
    /** How an item is shown during a drag: as the one that is dragged, or with a line where that one will land. */
    lookOf: (place: number): "dragged" | "before" | "after" | undefined => {
      if (place === drag?.from) return "dragged";
      return place === drag?.to ? (drag.to < drag.from ? "before" : "after") : undefined;
    },
    handle: (place: number) => ({
      onPointerDown: (event: PointerEvent) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        pointerY.current = event.clientY;
        setDrag({ from: place, to: place });
      },
      onPointerMove: (event: PointerEvent) => {
        pointerY.current = event.clientY;
      },
      onPointerUp: end,
      onPointerCancel: () => setDrag(null),
    }),
  };
}

const middlesOf = (list: HTMLElement): number[] =>
  [...list.children].map((item) => {
    const { top, bottom } = item.getBoundingClientRect();
    return (top + bottom) / 2;
  });

function scrollerOf(list: HTMLElement): Element {
  for (let outer = list.parentElement; outer; outer = outer.parentElement) {
    if (outer.scrollHeight > outer.clientHeight && /auto|scroll/.test(getComputedStyle(outer).overflowY)) return outer;
  }
  return document.documentElement;
}
