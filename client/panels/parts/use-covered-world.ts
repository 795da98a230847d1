import { useEffect, type RefObject } from "react";
import type { World } from "../../scene/enter-world.ts";
import { usePlace } from "../../state/place-store.ts";
import { coveredArea } from "./covered-area.ts";

const panels = new Set<HTMLElement>();

/** Reports the area a panel covers to the world, so that the picture is centred in the rest. */
export function useCoveredWorld(panel: RefObject<HTMLElement | null>, isShown = true): void {
  const world = usePlace((view) => view.world);

  useEffect(() => {
    const element = panel.current;
    if (!isShown || !element || !world) return;
    panels.add(element);
    const observer = new ResizeObserver(() => reportCovered(world));
    observer.observe(element);
    observer.observe(document.documentElement);
    return () => {
      observer.disconnect();
      panels.delete(element);
      reportCovered(world);
    };
  }, [panel, isShown, world]);
}

function reportCovered(world: World): void {
  const boxes = [...panels].map((panel) => panel.getBoundingClientRect());
  world.setCovered(coveredArea(boxes, { width: innerWidth, height: innerHeight }));
}
