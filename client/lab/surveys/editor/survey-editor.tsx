import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Survey } from "../../../../schema/messages/survey.ts";
import { checkSurvey } from "../../../../schema/rules/survey/check-survey.ts";
import { TextAreaField, TextField } from "../../../panels/parts/field.tsx";
import { Loading, Problem } from "../../../panels/parts/states.tsx";
import { linkToLab } from "../../lab-link.ts";
import { useSurvey } from "../surveys-api.ts";
import style from "../surveys.module.css";
import { ConditionsEditor } from "./conditions-editor.tsx";
import { keepDraft, useDraft, type Draft } from "./drafts.ts";
import { EditorBar } from "./editor-bar.tsx";
import { ProblemList } from "./problem-list.tsx";
import { QuestionList } from "./question-list.tsx";
import { SurveyPreview } from "./survey-preview.tsx";

export function SurveyEditor({ id }: { id: string }) {
  const { t } = useTranslation("lab");
  const survey = useSurvey(id);
  return (
    <>
      <a className={style.back} href={linkToLab("surveys")}>
        ← {t("surveys.back")}
      </a>
      {survey.isPending && <Loading lines={8} />}
      {survey.isError && <Problem error={survey.error} onRetry={() => void survey.refetch()} />}
      {survey.data && <OpenSurvey survey={survey.data} />}
    </>
  );
}

/** Left the questions, right what people and virtual respondents get to see. */
function OpenSurvey({ survey }: { survey: Survey }) {
  const { t } = useTranslation("lab");
  const { draft, isChanged } = useDraft(survey);
  const [selected, setSelected] = useState(0);
  const problems = useMemo(() => checkSurvey(draft.model), [draft.model]);
  const change = (part: Partial<Draft>) => keepDraft(survey.id, { ...draft, removed: null, ...part });
  return (
    <>
      <EditorBar survey={survey} draft={draft} isChanged={isChanged} problems={problems} />
      <div className={style.editor}>
        <fieldset className={style.column} disabled={survey.status === "archived"}>
          <TextField
            label={t("surveys.name")}
            value={draft.name}
            maxLength={120}
            required
            onText={(name) => change({ name })}
          />
          <TextAreaField
            label={t("surveys.description")}
            value={draft.description}
            maxLength={2000}
            rows={2}
            onText={(description) => change({ description })}
          />
          <QuestionList
            draft={draft}
            problems={problems}
            selected={selected}
            onSelect={setSelected}
            onChange={change}
          />
          <ConditionsEditor model={draft.model} onModel={(model) => change({ model })} />
        </fieldset>
        <div className={style.column}>
          <SurveyPreview model={draft.model} />
          <ProblemList problems={problems} />
        </div>
      </div>
    </>
  );
}
