import { useTranslation } from "react-i18next";
import { Money } from "../money.tsx";
import style from "../money.module.css";

/** The cost of one persona's part of a talk. */
export function SpeakerCost({ costNano, tokens }: { costNano: number; tokens: number }) {
  const { t, i18n } = useTranslation();
  const compact = new Intl.NumberFormat(i18n.language, { notation: "compact" });
  return (
    <p className={style.speakerCost}>
      <span>
        <Money nano={costNano} /> · {t("meter.tokens", { tokens: compact.format(tokens) })}
      </span>
    </p>
  );
}
