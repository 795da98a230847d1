import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Survey, SurveyProblem, SurveyStatus } from "../../../../schema/messages/survey.ts";
import { hasErrors } from "../../../../schema/rules/survey/check-survey.ts";
import { Button } from "../../../panels/parts/button.tsx";
import { ApiProblem } from "../../../state/send-request.ts";
import { problemText } from "../../../words/problem-text.ts";
import { goToLab } from "../../lab-link.ts";
import { useDeleteSurvey, useSaveSurvey, useSetStatus, useSurvey } from "../surveys-api.ts";
import style from "../surveys.module.css";
import { dropDraft, type Draft } from "./drafts.ts";
import { ExportSurvey } from "./export-survey.tsx";

type EditorBarProps = { survey: Survey; draft: Draft; isChanged: boolean; problems: readonly SurveyProblem[] };

/** State, saving, publishing and export of a survey. */
export function EditorBar({ survey, draft, isChanged, problems }: EditorBarProps) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const save = useSaveSurvey(survey.id);
  const setStatus = useSetStatus(survey.id);
  const isArchived = survey.status === "archived";
  const canSave = isChanged && draft.name.trim() !== "" && !save.isPending && !isArchived;
  const store = (version: number) => {
    const { name, description, model } = draft;
    save.mutate({ name, description, model, version }, { onSuccess: () => dropDraft(survey.id) });
  };
  useSaveKey(canSave, () => store(draft.version));
  const become = (status: SurveyStatus) => setStatus.mutate({ status, version: survey.version });
  const problem = save.error ?? setStatus.error;
  return (
    <div className={style.bar}>
      <span className={style.status} data-status={survey.status}>
        {t(`surveys.statuses.${survey.status}`)}
      </span>
      <SaveState survey={survey} isChanged={isChanged} problems={problems} />
      <Button look="primary" disabled={!canSave} aria-keyshortcuts="Control+S" onClick={() => store(draft.version)}>
        {save.isPending ? common("saving") : t("surveys.save")}
      </Button>
      {survey.status === "draft" && (
        <Button disabled={isChanged || hasErrors(problems) || setStatus.isPending} onClick={() => become("published")}>
          {t("surveys.publish")}
        </Button>
      )}
      {survey.status !== "draft" && <Button onClick={() => become("draft")}>{t("surveys.toDraft")}</Button>}
      {!isArchived && (
        <Button disabled={isChanged} onClick={() => become("archived")}>
          {t("surveys.archive")}
        </Button>
      )}
      <ExportSurvey survey={survey} isChanged={isChanged} />
      <DeleteSurvey id={survey.id} />
      {problem && (
        <div className={style.problem} role="alert">
          {problemText(problem, common)}
          {problem instanceof ApiProblem && problem.code === "survey-changed" && (
            <Conflict id={survey.id} onOver={store} onTheirs={() => save.reset()} />
          )}
        </div>
      )}
    </div>
  );
}

function SaveState({ survey, isChanged, problems }: Omit<EditorBarProps, "draft">) {
  const { t } = useTranslation("lab");
  const unpublishes = isChanged && survey.status === "published" && hasErrors(problems);
  return (
    <span className={style.state} role="status">
      {isChanged ? t("surveys.unsaved") : t("surveys.saved", { version: survey.version })}
      {unpublishes && ` · ${t("surveys.unpublishes")}`}
    </span>
  );
}

/** Somebody else saved meanwhile: the person decides which of the two stays the newest; both stay versions. */
function Conflict({ id, onOver, onTheirs }: { id: string; onOver(version: number): void; onTheirs(): void }) {
  const { t } = useTranslation("lab");
  const survey = useSurvey(id);
  const saveOver = async () => {
    const { data } = await survey.refetch();
    if (data) onOver(data.version);
  };
  const takeTheirs = async () => {
    await survey.refetch();
    dropDraft(id);
    onTheirs();
  };
  return (
    <span className={style.choices}>
      <Button onClick={() => void saveOver()}>{t("surveys.saveOver")}</Button>
      <Button onClick={() => void takeTheirs()}>{t("surveys.takeTheirs")}</Button>
    </span>
  );
}

function DeleteSurvey({ id }: { id: string }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const remove = useDeleteSurvey(id);
  const go = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        dropDraft(id);
        goToLab("surveys");
      },
    });
  if (!isAsked)
    return (
      <Button look="danger" onClick={() => setAsked(true)}>
        {t("surveys.delete")}
      </Button>
    );
  return (
    <span className={style.choices}>
      <Button look="danger" disabled={remove.isPending} onClick={go}>
        {t("surveys.reallyDelete")}
      </Button>
      <Button onClick={() => setAsked(false)}>{common("cancel")}</Button>
      {remove.isError && <span role="alert">{problemText(remove.error, common)}</span>}
    </span>
  );
}

/** Ctrl+S or ⌘S, as everywhere. */
function useSaveKey(canSave: boolean, save: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (canSave) save();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
}
