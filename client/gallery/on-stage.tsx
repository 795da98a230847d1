import { useTranslation } from "react-i18next";
import type { SessionSeat } from "../../schema/messages/session-seat.ts";
import style from "./gallery.module.css";
import { useStageMs } from "./use-stage-ms.ts";

/** How long a spectator who was brought on stage may still speak. */
export function OnStage({ seat }: { seat: SessionSeat }) {
  const { t, i18n } = useTranslation();
  const seconds = Math.ceil(useStageMs(seat) / 1000);
  if (seconds === 0) return null;
  const left = new Intl.NumberFormat(i18n.language, { style: "unit", unit: "second", unitDisplay: "long" });
  return <p className={style.call}>{t("gallery.stageLeft", { time: left.format(seconds) })}</p>;
}
