import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MOST_PARTS, type AnalysisPlan } from "../../../schema/messages/analysis-plan.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField } from "../../panels/parts/field.tsx";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { useSurvey } from "../surveys/surveys-api.ts";
import { useTarget } from "../targets/targets-api.ts";
import { useTraitWords } from "../trait-words.ts";
import { fillComparison, FIRST_COMPARISON, listPlanChoices, type PlanChoices } from "./plan-choices.ts";
import { testName, usePlanText } from "./plan-text.ts";
import { PlannedScales } from "./planned-scales.tsx";
import style from "./plan.module.css";

type PlanPart = { plan: AnalysisPlan; onPlan: (plan: AnalysisPlan) => void };

/** What a run is about and what will be compared, said before its launch. */
export function PlanFields({ surveyId, targetId, ...part }: PlanPart & { surveyId: string; targetId: string }) {
  const survey = useSurvey(surveyId);
  const target = useTarget(targetId);
  const failed = [survey, target].find(({ isError }) => isError);
  if (failed) return <Problem error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!survey.data || !target.data) return <Loading lines={4} />;
  return <Choices {...part} choices={listPlanChoices(survey.data.model, target.data.definition)} />;
}

type ChoicesProps = PlanPart & { choices: PlanChoices };

function Choices({ plan, onPlan, choices }: ChoicesProps) {
  const { t } = useTranslation("lab");
  return (
    <div className={style.plan}>
      <p className={style.notes}>{t("plan.text")}</p>
      <fieldset className={style.part}>
        <legend>{t("plan.outcomes")}</legend>
        {choices.probes.map(({ id, title }) => {
          const isChosen = plan.outcomes.includes(id);
          const without = plan.outcomes.filter((each) => each !== id);
          return (
            <label key={id} className={style.check}>
              <input
                type="checkbox"
                checked={isChosen}
                disabled={!isChosen && plan.outcomes.length >= MOST_PARTS}
                onChange={() => onPlan({ ...plan, outcomes: isChosen ? without : [...plan.outcomes, id] })}
              />
              <span dir="auto">{title}</span>
            </label>
          );
        })}
      </fieldset>
      <PlannedComparisons plan={plan} onPlan={onPlan} choices={choices} />
      <PlannedScales plan={plan} onPlan={onPlan} choices={choices} />
    </div>
  );
}

function PlannedComparisons({ plan, onPlan, choices }: ChoicesProps) {
  const { t } = useTranslation("lab");
  const { comparisonText } = usePlanText(titlesIn(choices));
  return (
    <fieldset className={style.part}>
      <legend>{t("plan.comparisons")}</legend>
      {plan.comparisons.length > 0 && (
        <ul className={style.list}>
          {plan.comparisons.map((part, place) => {
            const text = comparisonText(part);
            return (
              <li key={text}>
                <span dir="auto">{text}</span>
                <Button
                  aria-label={t("plan.removeOne", { name: text })}
                  onClick={() => onPlan({ ...plan, comparisons: plan.comparisons.toSpliced(place, 1) })}
                >
                  {t("plan.remove")}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <AddComparison plan={plan} onPlan={onPlan} choices={choices} />
    </fieldset>
  );
}

const titlesIn =
  ({ probes }: PlanChoices) =>
  (probe: string): string =>
    probes.find(({ id }) => id === probe)?.title ?? probe;

function AddComparison({ plan, onPlan, choices }: ChoicesProps) {
  const { t } = useTranslation("lab");
  const { valueOf } = useTraitWords();
  const { byText, comparisonText } = usePlanText(titlesIn(choices));
  const [fields, setFields] = useState(FIRST_COMPARISON);
  const form = fillComparison(fields, choices);
  if (!form) return <p className={style.notes}>{t("plan.nothing")}</p>;
  const { probes, bys, firsts, seconds, tests, chosen, comparison } = form;
  const change = (changed: Partial<typeof fields>) => setFields({ ...chosen, ...changed });
  const trait = comparison.kind === "subgroups" ? comparison.trait : "";
  const values = (list: readonly string[]) => list.map((value) => ({ value, label: valueOf(trait, value) }));
  const isThere = plan.comparisons.some((part) => comparisonText(part) === comparisonText(comparison));
  return (
    <>
      <div className={style.fields}>
        <ChoiceField
          label={t("plan.question")}
          value={chosen.probe}
          options={probes.map(({ id, title }) => ({ value: id, label: title }))}
          onChoose={(probe) => change({ probe })}
        />
        <ChoiceField
          label={t("plan.by")}
          value={chosen.by}
          options={bys.map((by) => ({ value: by.key, label: byText(by) }))}
          onChoose={(by) => change({ by })}
        />
        {comparison.kind === "subgroups" && (
          <>
            <ChoiceField
              label={t("plan.first")}
              value={chosen.first}
              options={values(firsts)}
              onChoose={(first) => change({ first })}
            />
            <ChoiceField
              label={t("plan.second")}
              value={chosen.second}
              options={values(seconds)}
              onChoose={(second) => change({ second })}
            />
          </>
        )}
        <ChoiceField
          label={t("plan.test")}
          hint={t("plan.testHint")}
          value={chosen.test}
          options={tests.map((value) => ({ value: value as string, label: testName(value) }))}
          onChoose={(test) => change({ test })}
        />
      </div>
      <div>
        <Button
          disabled={isThere || plan.comparisons.length >= MOST_PARTS}
          onClick={() => onPlan({ ...plan, comparisons: [...plan.comparisons, comparison] })}
        >
          {t("plan.add")}
        </Button>
      </div>
    </>
  );
}
