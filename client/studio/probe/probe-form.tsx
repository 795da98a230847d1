import { useId, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { ProbeQuestion, ProbeValue } from "../../../schema/messages/session-probe.ts";
import { answersProbe } from "../../../schema/rules/session/tally-probe.ts";
import { Button } from "../../panels/parts/button.tsx";
import { TextAreaField, TextField } from "../../panels/parts/field.tsx";
import style from "./probe.module.css";

type ProbeFormProps = {
  question: ProbeQuestion;
  /** undefined: not answered yet; null: they would rather not say. */
  mine: ProbeValue | null | undefined;
  isSending: boolean;
  onAnswer: (answer: ProbeValue | null) => void;
};

/** A question as somebody answers it; the answer may be changed while the question is open. */
export function ProbeForm({ question, mine, isSending, onAnswer }: ProbeFormProps) {
  const { t } = useTranslation("studio");
  const [chosen, setChosen] = useState<ProbeValue | null>(mine ?? null);
  const answer = question.kind === "multiple" ? (chosen ?? []) : chosen;
  const isAnswer = answer !== null && answersProbe(question, answer);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isAnswer) onAnswer(answer);
  };
  return (
    <form className={style.form} aria-label={t("probe.question")} onSubmit={submit}>
      {question.introduction.map((text) => (
        <p key={text} dir="auto">
          {text}
        </p>
      ))}
      <Controls question={question} answer={answer} onChoose={setChosen} />
      <div className={style.tools}>
        <Button type="submit" look="primary" disabled={!isAnswer || isSending}>
          {t(mine === undefined ? "probe.send" : "probe.change")}
        </Button>
        <Button look="quiet" disabled={isSending} onClick={() => onAnswer(null)}>
          {t("probe.rather")}
        </Button>
      </div>
      <p role="status" className={style.soft}>
        {mine !== undefined && t(mine === null ? "probe.storedNone" : "probe.stored")}
      </p>
    </form>
  );
}

type ControlsProps = {
  question: ProbeQuestion;
  answer: ProbeValue | null;
  onChoose: (answer: ProbeValue | null) => void;
};

function Controls({ question: { kind, title, options, min, max }, answer, onChoose }: ControlsProps) {
  const name = useId();
  if (kind === "open")
    return <TextAreaField label={title} rows={3} maxLength={2000} value={String(answer ?? "")} onText={onChoose} />;
  if (kind === "numeric")
    return (
      <TextField
        label={title}
        type="number"
        inputMode="decimal"
        step="any"
        min={min ?? undefined}
        max={max ?? undefined}
        value={answer === null ? "" : String(answer)}
        onText={(text) => onChoose(text === "" ? null : Number(text))}
      />
    );
  const several = Array.isArray(answer) ? answer : [];
  const isSeveral = kind === "multiple";
  return (
    <fieldset>
      <legend dir="auto">{title}</legend>
      <div className={kind === "scale" ? style.scale : style.options}>
        {options.map(({ value, text }) => (
          <label key={String(value)} className={style.option}>
            <input
              type={isSeveral ? "checkbox" : "radio"}
              name={name}
              checked={isSeveral ? several.includes(value) : answer === value}
              onChange={({ currentTarget: { checked } }) =>
                onChoose(
                  !isSeveral ? value : checked ? [...several, value] : several.filter((other) => other !== value),
                )
              }
            />
            <bdi>{text}</bdi>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
