import { useLayoutEffect, useRef, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useDrag } from "./use-drag.ts";

export type Order = ReturnType<typeof useOrder>;
type OrderProps = {
  /** Its items are the children. */
  list: RefObject<HTMLElement | null>;
  count: number;
  nameOf(place: number): string;
  onMove(from: number, to: number): void;
};

/**
 * A list whose order is changed by dragging, by buttons and by keys. The focus goes along with what a key moved, and
 * its new place is announced.
 */
export function useOrder({ list, count, nameOf, onMove }: OrderProps) {
  const { t } = useTranslation();
  const [news, setNews] = useState("");
  /** What gets the focus once the order has changed. */
  const wanted = useRef<{ place: number; part: string } | null>(null);
  useLayoutEffect(() => {
    if (!wanted.current) return;
    const { place, part } = wanted.current;
    wanted.current = null;
    const parts = [...(list.current?.children[place]?.querySelectorAll<HTMLElement>("[data-order]") ?? [])];
    const enabled = parts.filter((element) => !element.matches(":disabled"));
    (enabled.find((element) => element.dataset["order"] === part) ?? enabled[0])?.focus();
  });
  const move = (from: number, to: number) => {
    setNews(t("order.moved", { name: nameOf(from), place: to + 1, count }));
    onMove(from, to);
  };
  return {
    news,
    count,
    ...useDrag(list, move),
    /** `part`: of the item, what has the focus then. */
    moveBy(place: number, by: -1 | 1, part: string) {
      if (place + by < 0 || place + by >= count) return;
      wanted.current = { place: place + by, part };
      move(place, place + by);
    },
  };
}
