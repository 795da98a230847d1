import { useEffect, type RefObject } from "react";
import type { World } from "../../scene/enter-world.ts";
import { usePlace } from "../../state/place-store.ts";

/** A panel that begins below this share of the page's height lies along the bottom. */
const LOW = 0.7;

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

/** A bottom sheet is as wide as the page, and a bar lies low; a panel of full width covers no side. */
function reportCovered(world: World): void {
  const covered = { left: 0, right: 0, bottom: 0 };
  for (const panel of panels) {
    const { left, right, top, width } = panel.getBoundingClientRect();
    if (width === 0) continue; // not shown
    if (left <= 0 || top > innerHeight * LOW) covered.bottom = Math.max(covered.bottom, innerHeight - top);
    else if (left > innerWidth / 3) covered.right = Math.max(covered.right, innerWidth - left);
    else if (right < innerWidth / 2) covered.left = Math.max(covered.left, right);
  }
  world.setCovered(covered);
}
