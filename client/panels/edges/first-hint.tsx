import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { positionOf } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { markHintSeen, useSettings } from "../../state/settings.ts";
import { nextHint } from "../../state/next-hint.ts";
import { Button } from "../parts/button.tsx";
import { useFloating } from "../parts/use-covered-world.ts";
import style from "./edges.module.css";

const WALKED_M = 2;
const LOOK_EVERY_MS = 500;

/** One of three hints, shown when useful until the person has followed or dismissed it; never again after that. */
export function FirstHint() {
  const { t } = useTranslation();
  const seen = useSettings((settings) => settings.hintsSeen);
  const isVisitor = usePlace((view) => view.role === "visitor");
  const isInCircle = usePlace((view) => Boolean(view.avatars[view.myId]?.circleId));
  const isLearning = !seen.includes("speak");
  const hasSpoken = usePlace(
    (view) =>
      isLearning &&
      Object.values(view.transcripts).some(({ turns }) => turns.some((turn) => turn.speakerId === view.myId)),
  );
  const hint = isVisitor ? nextHint(seen, isInCircle) : null;
  const line = useRef<HTMLParagraphElement>(null);
  useFloating(line, hint !== null);
  useMarkWalked(hint === "walk");

  useEffect(() => {
    if (isInCircle) markHintSeen("talk");
    if (hasSpoken) markHintSeen("speak");
  }, [isInCircle, hasSpoken]);

  if (hint === null) return null;
  const isTouch = matchMedia("(pointer: coarse)").matches;
  return (
    <p ref={line} className={style.firstHint} role="status">
      {isTouch ? t(`hints.${hint}Touch`) : t(`hints.${hint}`)}
      <Button look="quiet" onClick={() => markHintSeen(hint)}>
        {t("hints.gotIt")}
      </Button>
    </p>
  );
}

/** Marks the walking hint as seen once the person has walked a little. */
function useMarkWalked(isWanted: boolean): void {
  const myId = usePlace((view) => view.myId);
  useEffect(() => {
    if (!isWanted) return;
    const from = positionOf(myId);
    const timer = setInterval(() => {
      const at = positionOf(myId);
      if (from && at && Math.hypot(at.x - from.x, at.z - from.z) > WALKED_M) markHintSeen("walk");
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isWanted, myId]);
}
