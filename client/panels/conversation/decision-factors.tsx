import { useTranslation } from "react-i18next";
import type { TurnDecision } from "../../../schema/messages/room-messages.ts";
import style from "./conversation.module.css";

const FACTORS = ["relevance", "expertise", "participationBalance", "conversationFlow"] as const;

/** The four reasons to speak, as small bars (SPEC M6). */
export function DecisionFactors({ factors }: { factors: TurnDecision["factors"] }) {
  const { t } = useTranslation();
  return (
    <dl className={style.factors}>
      {FACTORS.map((factor) => (
        <div key={factor}>
          <dt>{t(`draft.factors.${factor}`)}</dt>
          <dd>
            <meter min={0} max={1} value={factors[factor]} aria-label={t(`draft.factors.${factor}`)}>
              {factors[factor]}
            </meter>
          </dd>
        </div>
      ))}
    </dl>
  );
}
