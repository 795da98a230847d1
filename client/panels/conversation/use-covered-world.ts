import { useEffect, type RefObject } from "react";
import { usePlace } from "../../session/place-store.ts";

/** Tells the world which part of it a panel hides, so that the picture is centred in what is left. */
export function useCoveredWorld(panel: RefObject<HTMLElement | null>): void {
  const world = usePlace((view) => view.world);

  useEffect(() => {
    const element = panel.current;
    if (!element || !world) return;
    const tell = () => {
      const { left, top } = element.getBoundingClientRect();
      const isSheetFromBelow = left <= 0;
      if (isSheetFromBelow) world.setCovered(0, Math.max(0, innerHeight - top));
      else world.setCovered(Math.max(0, innerWidth - left), 0);
    };
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    observer.observe(document.documentElement);
    return () => {
      observer.disconnect();
      world.setCovered(0, 0);
    };
  }, [panel, world]);
}
