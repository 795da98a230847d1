import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useScreen, type TurnToShow } from "../../state/screen.ts";

/** A reader within this distance of the end follows new turns. */
const AT_END_PX = 48;
const USUAL_TURN_PX = 96;
/** --space-3 and --space-4 of the tokens; the space below holds the typing indicator. */
const ABOVE_PX = 12;
const BETWEEN_PX = 16;
const BELOW_PX = 36;
/** Turns rendered above and below the visible ones, for screen readers and fast scrolling. */
const TURNS_AROUND = 8;

type ShownTurn = {
  shownId: string | null;
  /** True until the turn has the focus; call `onFocused` then. */
  takesFocus: boolean;
  onFocused: () => void;
};

/**
 * A virtual list: only the visible part of a transcript is rendered. It sticks to the end while one reads there, and
 * never moves for somebody who scrolled back.
 */
export function useTurnList(circleId: string, turnIds: readonly string[]) {
  const scroller = useRef<HTMLDivElement>(null);
  // The rule is about the React Compiler, which this project does not use.
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
    // A growing turn moves the others without rendering them.
    directDomUpdates: true,
  });
  useLayoutEffect(() => list.scrollToEnd(), [list]);
  const shown = useShownTurn(circleId, turnIds, list);
  return { scroller, list, shown, isAtEnd: list.isAtEnd(AT_END_PX) };
}

/** Scrolls to the target of a link, a reply or a search once it has arrived. */
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

/** Keeps the focused row rendered however far one scrolls: the focus would be lost with it. */
function withFocused(range: Range): number[] {
  const seen = defaultRangeExtractor(range);
  const row = document.activeElement?.closest<HTMLElement>("[data-index]");
  const focused = Number(row?.dataset["index"] ?? NaN);
  if (Number.isNaN(focused) || focused >= range.count || seen.includes(focused)) return seen;
  return [...seen, focused].toSorted((one, other) => one - other);
}
