import Upload from "lucide-react/icons/upload";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { inEnglish } from "../../../schema/messages/message.ts";
import { readQuestions } from "../../../schema/rules/survey/read-questions.ts";
import type { ImportOutcome } from "../../../schema/rules/survey/import/import-survey.ts";
import { Button } from "../../panels/parts/button.tsx";
import { messageText } from "../../words/message-text.ts";
import { problemText } from "../../words/problem-text.ts";
import { goToLab } from "../lab-link.ts";
import { ProblemLines } from "./problem-lines.tsx";
import { useCreateSurvey } from "./surveys-api.ts";
import style from "./surveys.module.css";

type ReadFile = { file: string; outcome: ImportOutcome };

/** A survey from a file: read on this page, shown with what could not be taken over, and kept if the person says so. */
export function ImportSurvey() {
  const { t } = useTranslation("lab");
  const input = useRef<HTMLInputElement>(null);
  const [read, setRead] = useState<ReadFile | "reading" | null>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setRead("reading");
    const { importSurvey } = await import("../../../schema/rules/survey/import/import-survey.ts");
    setRead({ file: file.name, outcome: importSurvey(file.name, await file.text()) });
  };
  return (
    <>
      <Button onClick={() => input.current?.click()} title={t("surveys.importHint")}>
        <Upload aria-hidden /> {t("surveys.import")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,.qsf,.csv,.txt,application/json,text/csv"
        aria-label={t("surveys.importHint")}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          // The same file may be chosen again.
          event.target.value = "";
        }}
      />
      {read === "reading" && <p role="status">{t("surveys.importing")}</p>}
      {read !== null && read !== "reading" && <Imported read={read} onDone={() => setRead(null)} />}
    </>
  );
}

function Imported({ read: { file, outcome }, onDone }: { read: ReadFile; onDone(): void }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const create = useCreateSurvey();
  const { imported, problem } = outcome;
  if (problem)
    return (
      <div className={style.imported} role="alert">
        <p>{messageText(problem, inEnglish(problem))}</p>
        <Button onClick={onDone}>{t("surveys.discard")}</Button>
      </div>
    );
  const keep = () => create.mutate(imported.draft, { onSuccess: ({ id }) => goToLab("surveys", id) });
  return (
    <section className={style.imported} aria-label={imported.draft.name}>
      <h3 dir="auto">{imported.draft.name}</h3>
      <p role="status">{t("surveys.imported", { file, count: readQuestions(imported.draft.model).length })}</p>
      {imported.notes.length === 0 ? (
        <p>{t("surveys.importNothingLost")}</p>
      ) : (
        <>
          <h4>{t("surveys.importNotes")}</h4>
          <ProblemLines problems={imported.notes} />
        </>
      )}
      {create.isError && <p role="alert">{problemText(create.error, common)}</p>}
      <div className={style.choices}>
        <Button look="primary" disabled={create.isPending} onClick={keep}>
          {t("surveys.importKeep")}
        </Button>
        <Button onClick={onDone}>{t("surveys.discard")}</Button>
      </div>
    </section>
  );
}
