import { useTranslation } from "react-i18next";
import type { TurnDecision } from "../../../schema/messages/turn-decision.ts";
import style from "./conversation.module.css";

export const FACTORS = ["relevance", "expertise", "participationBalance", "conversationFlow"] as const;

/** The four factors of the choice of speaker, as small bars (SPEC M6). */
export function DecisionFactors({ factors }: { factors: TurnDecision["factors"] }) {
  const { t, i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" });
  return (
    <dl className={style.factors}>
      {FACTORS.map((factor) => (
        <div key={factor}>
          <dt>{t(`draft.factors.${factor}`)}</dt>
          <dd>
            <span style={{ width: `${factors[factor] * 100}%` }}>
              <span className="only-for-screen-readers">{percent.format(factors[factor])}</span>
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
