import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { SurveyModel } from "../../../../schema/messages/survey.ts";
import { isJson, readElements, textOf } from "../../../../schema/rules/survey/read-questions.ts";
import { ChoiceField, TextAreaField, TextField } from "../../../panels/parts/field.tsx";
import style from "../surveys.module.css";
import {
  changeElement,
  changeKind,
  OFFERED_TYPES,
  optionsFromLines,
  type ElementJson,
  type OfferedKind,
} from "./edit-model.ts";
import { LinesField } from "./lines-field.tsx";
import { RuleEditor } from "./rule-editor.tsx";

type QuestionFormProps = {
  model: SurveyModel;
  place: number;
  onModel(model: SurveyModel): void;
  onAdd(kind: OfferedKind, after: number): void;
};

/** Everything about one question. Enter in its text adds the next of the same type; Shift and Enter begins a line. */
export function QuestionForm({ model, place, onModel, onAdd }: QuestionFormProps) {
  const { t } = useTranslation("lab");
  const { json, question } = readElements(model)[place]!;
  const change = (part: ElementJson) => onModel(changeElement(model, place, part));
  const text = (property: string) => textOf(json[property]);
  if (question === null)
    return (
      <div className={style.form}>
        <p className={style.notes}>{t("surveys.otherElement")}</p>
        <RuleEditor model={model} place={place} onRule={(visibleIf) => change({ visibleIf })} />
      </div>
    );
  const { kind } = question;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onAdd(kind, place);
  };
  const words = [t("surveys.anOption"), t("surveys.anotherOption")] as const;
  return (
    <div className={style.form}>
      <TextAreaField
        label={t("surveys.text")}
        hint={t("surveys.textHint")}
        rows={2}
        maxLength={5000}
        value={text("title")}
        onText={(title) => change({ title })}
        onKeyDown={onKeyDown}
      />
      <div className={style.pair}>
        <ChoiceField
          label={t("surveys.type")}
          value={kind}
          options={(Object.keys(OFFERED_TYPES) as OfferedKind[]).map((value) => ({
            value,
            label: t(`surveys.kinds.${value}`),
          }))}
          onChoose={(chosen) => onModel(changeKind(model, place, chosen, words))}
        />
        <TextField
          label={t("surveys.id")}
          hint={t("surveys.idHint")}
          maxLength={80}
          value={text("name")}
          onText={(name) => change({ name })}
        />
      </div>
      <Answers json={json} kind={kind} onChange={change} />
      <label className={style.check}>
        <input
          type="checkbox"
          checked={json["isRequired"] === true}
          onChange={(event) => change({ isRequired: event.target.checked || undefined })}
        />
        {t("surveys.required")}
      </label>
      <RuleEditor model={model} place={place} onRule={(visibleIf) => change({ visibleIf })} />
    </div>
  );
}

type AnswersProps = { json: ElementJson; kind: OfferedKind; onChange(part: ElementJson): void };

/** What may be answered, by the type of the question. */
function Answers({ json, kind, onChange }: AnswersProps) {
  const { t } = useTranslation("lab");
  const lines = (property: string, label: string) => (
    <LinesField
      label={label}
      lines={linesOf(json[property])}
      onLines={(changed) => onChange({ [property]: optionsFromLines(changed, json[property]) })}
    />
  );
  const number = (property: string, label: string) => (
    <TextField
      label={label}
      type="number"
      step="any"
      value={textOf(json[property])}
      onText={(text) => onChange({ [property]: text.trim() === "" ? undefined : Number(text) })}
    />
  );
  const words = (property: string, label: string) => (
    <TextField
      label={label}
      maxLength={200}
      value={textOf(json[property])}
      onText={(text) => onChange({ [property]: text || undefined })}
    />
  );
  switch (kind) {
    case "single":
      return (
        <>
          {lines("choices", t("surveys.options"))}
          <label className={style.check}>
            <input
              type="checkbox"
              checked={json["isOrdinal"] === true}
              onChange={(event) => onChange({ isOrdinal: event.target.checked || undefined })}
            />
            {t("surveys.isOrdinal")}
          </label>
        </>
      );
    case "multiple":
    case "ranking":
      return lines("choices", t("surveys.options"));
    case "matrix":
      return (
        <>
          {lines("columns", t("surveys.columns"))}
          {lines("rows", t("surveys.rows"))}
        </>
      );
    case "scale":
      return (
        <div className={style.pair}>
          {number("rateMin", t("surveys.from"))}
          {number("rateMax", t("surveys.to"))}
          {words("minRateDescription", t("surveys.fromText"))}
          {words("maxRateDescription", t("surveys.toText"))}
        </div>
      );
    case "numeric":
      return (
        <div className={style.pair}>
          {number("min", t("surveys.least"))}
          {number("max", t("surveys.greatest"))}
        </div>
      );
    default:
      return null;
  }
}

const linesOf = (list: unknown): string[] =>
  (Array.isArray(list) ? list : []).map((item: unknown) =>
    isJson(item) ? textOf(item["text"]) || textOf(item["value"]) : String(item),
  );
