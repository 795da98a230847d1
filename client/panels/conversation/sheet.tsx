import { useEffect, useRef, type PointerEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useScreen, type SheetHeight } from "../../state/screen.ts";
import style from "./conversation.module.css";
import { nextSheetHeight } from "./sheet-height.ts";
import { useCoveredWorld } from "../parts/use-covered-world.ts";

type SheetProps = {
  label: string;
  /** Nothing to read yet: the sheet is no larger than its text. */
  isEmpty: boolean;
  /** Part of the page: it neither folds nor closes. */
  isFixed: boolean;
  children: ReactNode;
};

/** The right-hand panel; on a phone a bottom sheet with three heights, chosen by dragging or pressing its grip. */
export function Sheet({ label, isEmpty, isFixed, children }: SheetProps) {
  const { t } = useTranslation();
  const height = useScreen((screen) => screen.sheet);
  const panel = useRef<HTMLElement>(null);
  useCoveredWorld(panel);
  // Where it does not fit, the transcript is more important than the bars above it.
  // Newer browsers return a promise from scrollTo, which an effect must not return.
  useEffect(() => void panel.current?.scrollTo({ top: isEmpty ? 0 : panel.current.scrollHeight }), [isEmpty, height]);
  const start = useRef<number | null>(null);
  const setHeight = (sheet: SheetHeight) => useScreen.setState({ sheet });

  const onPointerUp = (event: PointerEvent) => {
    if (start.current === null) return;
    setHeight(nextSheetHeight(height, start.current - event.clientY));
    start.current = null;
  };

  return (
    <aside
      ref={panel}
      className={style.sheet}
      data-height={height}
      data-empty={isEmpty || undefined}
      data-fixed={isFixed || undefined}
      aria-label={label}
    >
      <button
        type="button"
        className={style.grip}
        aria-label={t(`conversation.sheet.${height}`)}
        onPointerDown={(event) => {
          start.current = event.clientY;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerUp={onPointerUp}
        onClick={(event) => {
          // A keyboard press has no pointer that could have dragged.
          if (event.detail === 0) setHeight(nextSheetHeight(height, 0));
        }}
      />
      {children}
    </aside>
  );
}
