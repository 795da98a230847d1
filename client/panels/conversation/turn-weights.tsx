import { useTranslation } from "react-i18next";
import type { TurnWeights as Weights } from "../../../schema/messages/turn-decision.ts";
import { tryIntent } from "../../state/intents.ts";
import { Button } from "../parts/button.tsx";
import style from "./conversation.module.css";
import { FACTORS } from "./decision-factors.tsx";

/** A facilitator's sliders: how much each factor counts when the next speaker is chosen (SPEC M6). */
export function TurnWeights({ circleId, weights }: { circleId: string; weights: Weights }) {
  const { t } = useTranslation();
  const set = (changed: Weights | null) =>
    void tryIntent("steer", { circleId, action: "set-weights", weights: changed });
  return (
    <details className={style.weights}>
      <summary>{t("draft.weights")}</summary>
      {FACTORS.map((factor) => (
        <label key={factor}>
          <span>{t(`draft.factors.${factor}`)}</span>
          <input
            type="range"
            min={0}
            max={1}
            step={0.01}
            value={weights[factor]}
            onChange={(event) => set({ ...weights, [factor]: event.target.valueAsNumber })}
          />
        </label>
      ))}
      <Button onClick={() => set(null)}>{t("draft.defaultWeights")}</Button>
    </details>
  );
}
