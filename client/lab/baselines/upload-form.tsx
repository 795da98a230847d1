import { useMemo, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { inEnglish } from "../../../schema/messages/message.ts";
import { MOST_CSV } from "../../../schema/messages/human-baseline.ts";
import {
  readByCodebook,
  readTable,
  type KnownMeanings,
} from "../../../schema/rules/survey/baseline/read-human-baseline.ts";
import { listProbes } from "../../../schema/rules/survey/list-probes.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField, Field, TextField } from "../../panels/parts/field.tsx";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { messageText } from "../../words/message-text.ts";
import { problemText } from "../../words/problem-text.ts";
import { useSurvey, useSurveys } from "../surveys/surveys-api.ts";
import { useKnownTraits } from "../trait-words.ts";
import { useUploadBaseline } from "./baselines-api.ts";
import { suggestCodebook, toCodebook } from "./codebook-draft.ts";
import { CodebookFields } from "./codebook-fields.tsx";
import { NotUnderstoodList } from "./not-understood-list.tsx";
import style from "./baselines.module.css";

/** The file that is being described, if any. */
export type ChosenFile = { name: string; csv: string } | "too-large" | null;
type Chosen = Exclude<ChosenFile, string | null>;
type UploadFormProps = { file: ChosenFile; onFile: (file: ChosenFile) => void };

/** A file of people's answers to a survey, read on this page; what its columns are is said before it is kept. */
export function UploadForm({ file, onFile }: UploadFormProps) {
  const { t } = useTranslation("lab");
  const surveys = useSurveys(null);
  const found = surveys.data?.pages.flatMap(({ items }) => items) ?? [];
  const [surveyId, setSurveyId] = useState("");
  const chosenId = surveyId || found[0]?.id;
  if (surveys.isPending) return <Loading lines={3} />;
  if (surveys.isError) return <Problem error={surveys.error} onRetry={() => void surveys.refetch()} />;
  if (chosenId === undefined) return <p className={style.notes}>{t("baselines.noSurvey")}</p>;
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    // A character takes at most four bytes, which need not be read to be too many.
    const csv = chosen.size > 4 * MOST_CSV ? null : await chosen.text();
    onFile(csv === null || csv.length > MOST_CSV ? "too-large" : { name: chosen.name.replace(/\.\w+$/, ""), csv });
  };
  return (
    <section className={style.upload} aria-label={t("baselines.upload")}>
      <div className={style.fields}>
        <ChoiceField
          label={t("baselines.survey")}
          hint={t("baselines.surveyHint")}
          value={chosenId}
          options={found.map(({ id, name }) => ({ value: id, label: name }))}
          onChoose={setSurveyId}
        />
        <Field
          label={t("baselines.file")}
          hint={t("baselines.fileHint")}
          error={file === "too-large" ? t("baselines.tooLarge", { most: MOST_CSV }) : null}
        >
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              onChange={(event) => void take(event.target.files?.[0])}
            />
          )}
        </Field>
      </div>
      {file !== null && file !== "too-large" && (
        <WithSurvey
          key={`${chosenId} ${file.csv.length} ${file.name}`}
          surveyId={chosenId}
          file={file}
          onDone={() => onFile(null)}
        />
      )}
    </section>
  );
}

type WithSurveyProps = { surveyId: string; file: Chosen; onDone: () => void };

function WithSurvey({ surveyId, ...props }: WithSurveyProps) {
  const survey = useSurvey(surveyId);
  const traits = useKnownTraits();
  const model = survey.data?.model;
  const known = useMemo(
    () => model && traits.data && { probes: listProbes(model), traits: traits.data },
    [model, traits.data],
  );
  if (survey.isError) return <Problem error={survey.error} onRetry={() => void survey.refetch()} />;
  if (traits.isError) return <Problem error={traits.error} onRetry={() => void traits.refetch()} />;
  if (!survey.data || !known) return <Loading lines={4} />;
  return <Codebook {...props} surveyId={surveyId} version={survey.data.version} known={known} />;
}

function Codebook({
  surveyId,
  version,
  known,
  file,
  onDone,
}: WithSurveyProps & { version: number; known: KnownMeanings }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const table = useMemo(() => readTable(file.csv), [file.csv]);
  const [name, setName] = useState(file.name);
  const [drafts, setDrafts] = useState(() => suggestCodebook([...new Set(table.heads)].filter(Boolean), known));
  const codebook = useMemo(() => toCodebook(drafts), [drafts]);
  const { faults, data } = useMemo(() => readByCodebook(table, codebook, known), [table, codebook, known]);
  const upload = useUploadBaseline();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    upload.mutate({ name, surveyId, surveyVersion: version, csv: file.csv, codebook }, { onSuccess: onDone });
  };
  return (
    <form className={style.upload} onSubmit={submit} aria-label={t("baselines.codebook")}>
      <p role="status">{t("baselines.read", { count: table.rows.length, columns: table.heads.length })}</p>
      <CodebookFields drafts={drafts} onDrafts={setDrafts} table={table} known={known} />
      <TextField label={t("baselines.name")} value={name} maxLength={120} onText={setName} />
      {faults.length > 0 && (
        <ul className={style.faults} aria-label={t("baselines.faults")}>
          {faults.map((fault, place) => (
            <li key={place}>{messageText(fault, inEnglish(fault))}</li>
          ))}
        </ul>
      )}
      <NotUnderstoodList items={data.notUnderstood} />
      {upload.isError && (
        <p className={style.problem} role="alert">
          {problemText(upload.error, common)}
        </p>
      )}
      <div className={style.tools}>
        <Button look="primary" type="submit" disabled={faults.length > 0 || name.trim() === "" || upload.isPending}>
          {t("baselines.save")}
        </Button>
        <Button onClick={onDone}>{t("baselines.discard")}</Button>
      </div>
    </form>
  );
}
