import { useTranslation } from "react-i18next";
import type { SurveyModel } from "../../../../schema/messages/survey.ts";
import { readConditions, type Arm, type Condition } from "../../../../schema/rules/survey/conditions.ts";
import { Button } from "../../../panels/parts/button.tsx";
import { TextAreaField, TextField } from "../../../panels/parts/field.tsx";
import style from "../surveys.module.css";

type ConditionsEditorProps = { model: SurveyModel; onModel(model: SurveyModel): void };

/** Wordings or vignettes, of which respondents get one by chance. */
export function ConditionsEditor({ model, onModel }: ConditionsEditorProps) {
  const { t } = useTranslation("lab");
  const conditions = readConditions(model);
  const write = (changed: Condition[]) => {
    const { conditions: _before, ...rest } = model;
    onModel(changed.length === 0 ? rest : { ...rest, conditions: changed });
  };
  const set = (at: number, condition: Condition) =>
    write(conditions.map((each, index) => (index === at ? condition : each)));
  const add = () =>
    write([
      ...conditions,
      {
        name: `wording${conditions.length + 1}`,
        arms: [
          { name: "a", text: "" },
          { name: "b", text: "" },
        ],
      },
    ]);
  return (
    <details className={style.conditions} open={conditions.length > 0 || undefined}>
      <summary>{t("surveys.conditions")}</summary>
      <p className={style.notes}>{t("surveys.conditionsText")}</p>
      {conditions.map((condition, at) => (
        <fieldset key={at} className={style.rule}>
          <legend>{condition.name}</legend>
          <TextField
            label={t("surveys.conditionName")}
            value={condition.name}
            maxLength={80}
            onText={(name) => set(at, { ...condition, name })}
          />
          <Arms arms={condition.arms} onArms={(arms) => set(at, { ...condition, arms })} />
          <Button look="danger" onClick={() => write(conditions.filter((_, index) => index !== at))}>
            {t("surveys.conditionRemove")}
          </Button>
        </fieldset>
      ))}
      <Button onClick={add}>{t("surveys.conditionAdd")}</Button>
    </details>
  );
}

function Arms({ arms, onArms }: { arms: readonly Arm[]; onArms(arms: Arm[]): void }) {
  const { t } = useTranslation("lab");
  const set = (at: number, arm: Arm) => onArms(arms.map((each, index) => (index === at ? arm : each)));
  return (
    <>
      {arms.map((arm, at) => (
        <div key={at} className={style.arm}>
          <TextField
            label={t("surveys.armName", { number: at + 1 })}
            value={arm.name}
            maxLength={80}
            onText={(name) => set(at, { ...arm, name })}
          />
          <TextAreaField
            label={t("surveys.armText", { number: at + 1 })}
            value={arm.text}
            maxLength={5000}
            rows={2}
            onText={(text) => set(at, { ...arm, text })}
          />
        </div>
      ))}
      <Button onClick={() => onArms([...arms, { name: String.fromCharCode(97 + arms.length), text: "" }])}>
        {t("surveys.armAdd")}
      </Button>
    </>
  );
}
