import { useTranslation } from "react-i18next";
import { tryIntent } from "../../state/intents.ts";
import type { Turn } from "../../state/transcript.ts";
import { Button } from "../parts/button.tsx";
import style from "./conversation.module.css";

type TurnMarkProps = {
  turn: Turn;
  circleId: string;
  canAskAgain: boolean;
  /** Whether this is the last turn: older ones show no explanation. */
  isLast: boolean;
};

/** Shows that a turn broke off: what happened, what was kept, and how to continue. */
export function TurnMark({ turn, circleId, canAskAgain, isLast }: TurnMarkProps) {
  const { t } = useTranslation();
  if (turn.status !== "interrupted" && turn.status !== "failed") return null;
  const kept = turn.text === "" ? t("turn.nothingSaid") : t("turn.kept");
  return (
    <div className={style.mark} data-status={turn.status} title={turn.problem ?? undefined}>
      <p>
        <strong>{t(`turn.${turn.status}`)}</strong> {isLast ? (turn.problem ?? kept) : kept}
      </p>
      {turn.status === "failed" && isLast && canAskAgain && (
        <Button
          onClick={() => void tryIntent("steer", { circleId, action: "choose-speaker", speakerId: turn.speakerId })}
        >
          {t("turn.askAgain")}
        </Button>
      )}
    </div>
  );
}
