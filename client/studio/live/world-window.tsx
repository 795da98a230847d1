import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import { Button } from "../../panels/parts/button.tsx";
import { usePlace } from "../../state/place-store.ts";
import { visitPlace } from "../../state/visit.ts";
import style from "./live.module.css";

/** Percent of the middle's height. */
const [LEAST, MOST, STEP] = [20, 75, 5];

/** The world beside the studio, in a window whose height one drags. */
export function WorldWindow({ session }: { session: Session }) {
  const { t } = useTranslation("studio");
  const hole = useRef<HTMLDivElement>(null);
  const [percent, setPercent] = useState(45);
  useStageIn(hole);
  const isElsewhere = usePlace(({ place }) => place !== null && place.id !== session.plan.placeId);
  const set = (wanted: number) => setPercent(Math.min(MOST, Math.max(LEAST, Math.round(wanted))));
  const drag = ({ currentTarget, clientY, pointerId }: PointerEvent) => {
    if (!currentTarget.hasPointerCapture(pointerId)) return;
    const { top, height } = currentTarget.parentElement!.getBoundingClientRect();
    set(((clientY - top) / height) * 100);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -STEP, ArrowDown: STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(percent + step);
  };
  return (
    <>
      <div ref={hole} className={style.world} style={{ flexBasis: `${percent}%` }}>
        {isElsewhere && (
          <Button look="primary" onClick={() => void visitPlace(session.plan.placeId, usePlace.getState().role)}>
            {t("live.goToPlace")}
          </Button>
        )}
      </div>
      <div
        className={style.divider}
        role="separator"
        tabIndex={0}
        aria-label={t("live.divider")}
        aria-orientation="horizontal"
        aria-valuenow={percent}
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        onKeyDown={onKeyDown}
        onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
        onPointerMove={drag}
      />
    </>
  );
}

/** The world is drawn where the hole is, and only there. */
function useStageIn(hole: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { style: page } = document.documentElement;
    const place = () => {
      const { top, right, bottom, left } = hole.current!.getBoundingClientRect();
      page.setProperty("--stage-inset", `${top}px ${innerWidth - right}px ${innerHeight - bottom}px ${left}px`);
    };
    const observer = new ResizeObserver(place);
    observer.observe(hole.current!);
    observer.observe(document.documentElement);
    return () => {
      observer.disconnect();
      page.removeProperty("--stage-inset");
    };
  }, [hole]);
}
