import "survey-core/survey-core.fontless.css";
import { useLayoutEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Survey } from "survey-react-ui";
import type { SurveyModel } from "../../../../schema/messages/survey.ts";
import { assignArms, readConditions, type Arms } from "../../../../schema/rules/survey/conditions.ts";
import { openForm } from "../../../../schema/rules/survey/open-form.ts";
import { Button } from "../../../panels/parts/button.tsx";
import { isDark, onAppearance } from "../../../state/settings.ts";
import { pageLanguage } from "../../../words/page-language.ts";
import style from "../surveys.module.css";
import { formTheme } from "./form-theme.ts";

/** The form that people fill in, by SurveyJS. Each start again is another person, who may get other wordings. */
export function PersonPreview({ model }: { model: SurveyModel }) {
  const { t } = useTranslation("lab");
  const [person, setPerson] = useState(0);
  const dark = useSyncExternalStore(onAppearance, isDark);
  const conditions = readConditions(model);
  const arms = useMemo(() => assignArms(readConditions(model), person, 0), [model, person]);
  const form = useMemo(() => {
    const opened = openForm(model, arms);
    opened.locale ||= pageLanguage();
    opened.completedHtml = "";
    opened.showCompletePage = true;
    opened.focusFirstQuestionAutomatic = false;
    return opened;
  }, [model, arms]);
  useLayoutEffect(() => form.applyTheme(formTheme(dark)), [form, dark]);
  return (
    <>
      <div className={style.form}>
        {conditions.length > 0 && <ArmsLine arms={arms} />}
        <Button onClick={() => setPerson(person + 1)}>{t("surveys.restart")}</Button>
      </div>
      <div className={style.surveyForm}>
        <Survey key={person} model={form} />
      </div>
    </>
  );
}

export function ArmsLine({ arms }: { arms: Arms }) {
  const { t } = useTranslation("lab");
  const said = Object.entries(arms).map(([condition, arm]) => `${condition} = ${arm}`);
  return <p className={style.notes}>{t("surveys.armsShown", { arms: said.join(", ") })}</p>;
}
