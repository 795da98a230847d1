import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MOST_PARTS, MOST_SCALES, type AnalysisPlan } from "../../../schema/messages/analysis-plan.ts";
import { Button } from "../../panels/parts/button.tsx";
import { TextField } from "../../panels/parts/field.tsx";
import type { PlanChoices } from "./plan-choices.ts";
import style from "./plan.module.css";

type PlannedScalesProps = { plan: AnalysisPlan; onPlan: (plan: AnalysisPlan) => void; choices: PlanChoices };

/** Questions that measure one thing together, for which Cronbach's α is computed. */
export function PlannedScales({ plan, onPlan, choices: { ordered } }: PlannedScalesProps) {
  const { t } = useTranslation("lab");
  const titleOf = (id: string) => ordered.find((probe) => probe.id === id)?.title ?? id;
  return (
    <fieldset className={style.part}>
      <legend>{t("plan.scales")}</legend>
      <p className={style.notes}>{t("plan.scalesText")}</p>
      {plan.scales.length > 0 && (
        <ul className={style.list}>
          {plan.scales.map(({ name, probes }, place) => (
            <li key={name}>
              <span dir="auto">
                {name}: {probes.map(titleOf).join(" · ")}
              </span>
              <Button
                aria-label={t("plan.removeOne", { name })}
                onClick={() => onPlan({ ...plan, scales: plan.scales.toSpliced(place, 1) })}
              >
                {t("plan.remove")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {ordered.length < 2 ? (
        <p className={style.notes}>{t("plan.noScales")}</p>
      ) : (
        <AddScale ordered={ordered} scales={plan.scales} onScales={(scales) => onPlan({ ...plan, scales })} />
      )}
    </fieldset>
  );
}

type Scales = AnalysisPlan["scales"];
type AddScaleProps = { ordered: PlanChoices["ordered"]; scales: Scales; onScales: (scales: Scales) => void };

function AddScale({ ordered, scales, onScales }: AddScaleProps) {
  const { t } = useTranslation("lab");
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const wanted = name.trim();
  const isTaken = scales.some((scale) => scale.name === wanted);
  const add = () => {
    // In the order in which they are asked.
    const probes = ordered.flatMap(({ id }) => (chosen.includes(id) ? id : []));
    onScales([...scales, { name: wanted, probes }]);
    setName("");
    setChosen([]);
  };
  return (
    <>
      <TextField
        label={t("plan.scaleName")}
        value={name}
        maxLength={120}
        error={isTaken ? t("plan.scaleTaken") : null}
        onText={setName}
      />
      <div role="group" aria-label={t("plan.scaleQuestions")}>
        {ordered.map(({ id, title }) => {
          const isChosen = chosen.includes(id);
          return (
            <label key={id} className={style.check}>
              <input
                type="checkbox"
                checked={isChosen}
                disabled={!isChosen && chosen.length >= MOST_PARTS}
                onChange={() => setChosen(isChosen ? chosen.filter((each) => each !== id) : [...chosen, id])}
              />
              <span dir="auto">{title}</span>
            </label>
          );
        })}
      </div>
      <div>
        <Button disabled={wanted === "" || isTaken || chosen.length < 2 || scales.length >= MOST_SCALES} onClick={add}>
          {t("plan.addScale")}
        </Button>
      </div>
    </>
  );
}
