import { useTranslation } from "react-i18next";
import type { CircleSnapshot } from "../../../net/place-snapshot.ts";
import { Money } from "../money.tsx";
import style from "../money.module.css";
import { useMeter } from "./use-meter.ts";

type SpeakerCostProps = { circle: CircleSnapshot; speakerId: string; isMember: boolean };

/** What one persona's part of a talk cost; nothing while nothing was spent. */
export function SpeakerCost({ circle, speakerId, isMember }: SpeakerCostProps) {
  const { t, i18n } = useTranslation();
  const { spending } = useMeter(circle, isMember);
  const speaker = spending.bySpeaker.find(({ personaId }) => personaId === speakerId);
  if (!speaker || spending.totalNano === 0) return null;
  const tokens = new Intl.NumberFormat(i18n.language, { notation: "compact" }).format(speaker.tokens);
  return (
    <p className={style.speakerCost}>
      <span>
        <Money nano={speaker.costNano} /> · {t("meter.tokens", { tokens })}
      </span>
    </p>
  );
}
