import { useTranslation } from "react-i18next";
import { tryIntent } from "../../session/intents.ts";
import type { Turn } from "../../session/transcript.ts";
import { Button } from "../parts/button.tsx";
import style from "./conversation.module.css";

/** Says honestly that a turn broke off: what happened, what was kept, and a way on. */
export function TurnMark({ turn, circleId, canAskAgain }: { turn: Turn; circleId: string; canAskAgain: boolean }) {
  const { t } = useTranslation();
  if (turn.status !== "interrupted" && turn.status !== "failed") return null;
  const kept = turn.text === "" ? t("turn.nothingSaid") : t("turn.kept");
  return (
    <div className={style.mark} data-status={turn.status}>
      <p>
        <strong>{t(`turn.${turn.status}`)}</strong> {turn.problem ?? kept}
      </p>
      {turn.status === "failed" && canAskAgain && (
        <Button
          onClick={() => void tryIntent("steer", { circleId, action: "choose-speaker", speakerId: turn.speakerId })}
        >
          {t("turn.askAgain")}
        </Button>
      )}
    </div>
  );
}
