import { useEffect, type RefObject } from "react";
import type { World } from "../../scene/enter-world.ts";
import { usePlace } from "../../state/place-store.ts";

/** What begins below this share of the page's height lies along its foot. */
const LOW = 0.7;

const panels = new Set<HTMLElement>();

/** Tells the world which part of it a panel hides, so that the picture is centred in what is left. */
export function useCoveredWorld(panel: RefObject<HTMLElement | null>, isShown = true): void {
  const world = usePlace((view) => view.world);

  useEffect(() => {
    const element = panel.current;
    if (!isShown || !element || !world) return;
    panels.add(element);
    const observer = new ResizeObserver(() => tellCovered(world));
    observer.observe(element);
    observer.observe(document.documentElement);
    return () => {
      observer.disconnect();
      panels.delete(element);
      tellCovered(world);
    };
  }, [panel, isShown, world]);
}

/** A sheet from below is as wide as the page, and a bar lies low; what leaves nothing of its width covers no side. */
function tellCovered(world: World): void {
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
