import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useScreen, type TurnToShow } from "../../state/screen.ts";

/** How far from the end still counts as reading along. */
const AT_END_PX = 48;
const USUAL_TURN_PX = 96;
/** --space-3 and --space-4 of the tokens; below, who types has a line. */
const ABOVE_PX = 12;
const BETWEEN_PX = 16;
const BELOW_PX = 36;
/** Turns above and below what is seen, for screen readers and quick strokes. */
const TURNS_AROUND = 8;

type ShownTurn = {
  shownId: string | null;
  /** Until it has the focus, which `onFocused` tells. */
  takesFocus: boolean;
  onFocused: () => void;
};

/**
 * Of a transcript of any length, only what is seen is in the page. It stays at its end while one reads there, and never
 * moves under who reads back.
 */
export function useTurnList(circleId: string, turnIds: readonly string[]) {
  const scroller = useRef<HTMLDivElement>(null);
  // It changes without React's knowledge, which matters to a compiler that this project does not use.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: turnIds.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => turnIds[index] ?? index, [turnIds]),
    estimateSize: () => USUAL_TURN_PX,
    rangeExtractor: withFocused,
    overscan: TURNS_AROUND,
    gap: BETWEEN_PX,
    paddingStart: ABOVE_PX,
    paddingEnd: BELOW_PX,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: AT_END_PX,
    // A turn that grows while it is spoken moves the others without drawing them.
    directDomUpdates: true,
  });
  useLayoutEffect(() => list.scrollToEnd(), [list]);
  const shown = useShownTurn(circleId, turnIds, list);
  return { scroller, list, shown, isAtEnd: list.isAtEnd(AT_END_PX) };
}

/** Goes to the turn that a link, a reply or a search names, as soon as it is there. */
function useShownTurn(
  circleId: string,
  turnIds: readonly string[],
  list: Virtualizer<HTMLDivElement, HTMLLIElement>,
): ShownTurn {
  const wanted = useScreen(({ turnToShow }) => (turnToShow?.circleId === circleId ? turnToShow : null));
  const [focused, setFocused] = useState<TurnToShow | null>(null);
  const index = useMemo(() => (wanted ? turnIds.lastIndexOf(wanted.turnId) : -1), [wanted, turnIds]);
  useEffect(() => {
    if (index !== -1) list.scrollToIndex(index, { align: "center" });
  }, [wanted, index, list]);
  return {
    shownId: wanted?.turnId ?? null,
    takesFocus: wanted !== null && wanted.takesFocus && wanted !== focused,
    onFocused: useCallback(() => setFocused(wanted), [wanted]),
  };
}

/** A row that has the focus stays, however far one scrolls: the focus would be lost with it. */
function withFocused(range: Range): number[] {
  const seen = defaultRangeExtractor(range);
  const row = document.activeElement?.closest<HTMLElement>("[data-index]");
  const focused = Number(row?.dataset["index"] ?? NaN);
  if (Number.isNaN(focused) || focused >= range.count || seen.includes(focused)) return seen;
  return [...seen, focused].toSorted((one, other) => one - other);
}
