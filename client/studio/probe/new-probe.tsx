import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ProbeQuestion, type ProbeDraft } from "../../../schema/messages/session-probe.ts";
import { listSurveyProbes } from "../../../schema/rules/session/probe-from-survey.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField, TextAreaField, TextField } from "../../panels/parts/field.tsx";
import { useIsFacilitator } from "../../state/rights.ts";
import { useSurveysToAsk, useSurveyToAsk } from "./probes-api.ts";
import style from "./probe.module.css";

const KINDS = ["single", "multiple", "scale", "yes-no", "numeric", "open"] as const;
type Kind = (typeof KINDS)[number];

type NewProbeProps = {
  /** It cannot be put now: it is on its way, or another one is open. */
  isOff: boolean;
  onPut: (draft: ProbeDraft) => void;
};

/** A question to all: written on the spot, or taken from a survey. */
export function NewProbe({ isOff, onPut }: NewProbeProps) {
  const { t } = useTranslation("studio");
  const mayReadSurveys = useIsFacilitator();
  const [source, setSource] = useState<"written" | "survey">("written");
  return (
    <div className={style.panel}>
      {mayReadSurveys && (
        <ChoiceField
          label={t("probe.source")}
          value={source}
          options={(["written", "survey"] as const).map((value) => ({ value, label: t(`probe.sources.${value}`) }))}
          onChoose={setSource}
        />
      )}
      {source === "written" ? <Written isOff={isOff} onPut={onPut} /> : <OfSurvey isOff={isOff} onPut={onPut} />}
    </div>
  );
}

function Written({ isOff, onPut }: NewProbeProps) {
  const { t } = useTranslation("studio");
  const [title, setTitle] = useState("");
  const [kind, setKind] = useState<Kind>("single");
  const [lines, setLines] = useState("");
  const draft = ProbeQuestion.safeParse({
    kind,
    title,
    isOrdinal: kind === "scale",
    options: optionsOf(kind, lines, [t("probe.yes"), t("probe.no")]),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.success) onPut({ question: draft.data });
  };
  return (
    <form className={style.form} aria-label={t("probe.new")} onSubmit={submit}>
      <TextField label={t("probe.title")} value={title} maxLength={500} required onText={setTitle} />
      <ChoiceField
        label={t("probe.kind")}
        value={kind}
        options={KINDS.map((value) => ({ value, label: t(`probe.kinds.${value}`) }))}
        onChoose={setKind}
      />
      {(kind === "single" || kind === "multiple" || kind === "scale") && (
        <TextAreaField
          label={t("probe.options")}
          hint={kind === "scale" ? t("probe.scaleHint") : t("probe.optionsHint")}
          rows={4}
          value={lines}
          onText={setLines}
        />
      )}
      <Put isDisabled={!draft.success || isOff} />
    </form>
  );
}

const SCALE = ["1", "2", "3", "4", "5"];

function optionsOf(kind: Kind, lines: string, [yes, no]: [string, string]): ProbeQuestion["options"] {
  const asOption = (text: string) => ({ value: text, text, isLast: false });
  const written = lines.split("\n").flatMap((line) => line.trim() || []);
  switch (kind) {
    case "single":
    case "multiple":
      return written.map(asOption);
    case "scale":
      return (written.length > 0 ? written : SCALE).map(asOption);
    case "yes-no":
      return [
        { value: true, text: yes, isLast: false },
        { value: false, text: no, isLast: false },
      ];
    default:
      return [];
  }
}

function OfSurvey({ isOff, onPut }: NewProbeProps) {
  const { t } = useTranslation("studio");
  const surveys = useSurveysToAsk(true).data?.items ?? [];
  const [chosen, setChosen] = useState("");
  const surveyId = chosen || (surveys[0]?.id ?? "");
  const model = useSurveyToAsk(surveyId).data?.model;
  const probes = model ? listSurveyProbes(model) : [];
  const [wanted, setWanted] = useState("");
  const question = probes.find(({ id }) => id === wanted) ?? probes[0];
  if (surveys.length === 0) return <p className={style.soft}>{t("probe.noSurveys")}</p>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question) onPut({ surveyId, question: question.id });
  };
  return (
    <form className={style.form} aria-label={t("probe.new")} onSubmit={submit}>
      <ChoiceField
        label={t("probe.survey")}
        value={surveyId}
        options={surveys.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={setChosen}
      />
      <ChoiceField
        label={t("probe.question")}
        hint={t("probe.questionHint")}
        value={question?.id ?? ""}
        options={probes.map(({ id, title }) => ({ value: id, label: title }))}
        onChoose={setWanted}
      />
      <Put isDisabled={!question || isOff} />
    </form>
  );
}

function Put({ isDisabled }: { isDisabled: boolean }) {
  const { t } = useTranslation("studio");
  return (
    <Button type="submit" look="primary" disabled={isDisabled}>
      {t("probe.put")}
    </Button>
  );
}
