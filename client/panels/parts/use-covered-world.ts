import { useEffect, type RefObject } from "react";
import type { World } from "../../scene/enter-world.ts";
import { usePlace } from "../../state/place-store.ts";
import { coveredArea } from "./covered-area.ts";

const panels = new Set<HTMLElement>();
const floating = new Set<HTMLElement>();

/** Reports the area a panel covers to the world, so that the picture is centred in the rest. */
export const useCoveredWorld = (panel: RefObject<HTMLElement | null>, isShown = true): void =>
  useReported(panel, panels, isShown);

/** Reports the box of what floats over the world, such as a hint, so that labels keep off it. */
export const useFloating = (element: RefObject<HTMLElement | null>, isShown = true): void =>
  useReported(element, floating, isShown);

function useReported(reported: RefObject<HTMLElement | null>, all: Set<HTMLElement>, isShown: boolean): void {
  const world = usePlace((view) => view.world);

  useEffect(() => {
    const element = reported.current;
    if (!isShown || !element || !world) return;
    all.add(element);
    const observer = new ResizeObserver(() => report(world));
    observer.observe(element);
    observer.observe(document.documentElement);
    return () => {
      observer.disconnect();
      all.delete(element);
      report(world);
    };
  }, [reported, all, isShown, world]);
}

/** All at once: what floats also moves when a panel opens. */
function report(world: World): void {
  world.setCovered(
    coveredArea(boxesOf(panels), { width: innerWidth, height: innerHeight }),
    boxesOf(floating).filter(({ width }) => width > 0),
  );
}

const boxesOf = (elements: Set<HTMLElement>) => [...elements].map((element) => element.getBoundingClientRect());
