import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../panels/parts/button.tsx";
import { TextAreaField, TextField } from "../panels/parts/field.tsx";
import { tryIntent } from "../state/intents.ts";
import style from "./gallery.module.css";

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** Opens the vote before; the topic, for or against, unless it is asked otherwise. */
export function OpenVote({ circleId, topic }: { circleId: string; topic: string }) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState(topic);
  const [options, setOptions] = useState(() => t("gallery.usualOptions"));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void tryIntent("hold-vote", { circleId, action: "open-before", question, options: linesOf(options) });
  };
  const count = linesOf(options).length;
  const isEnough = count >= 2 && count <= 6 && new Set(linesOf(options)).size === count;
  return (
    <form className={style.ask} onSubmit={submit}>
      <p>{t("gallery.voteText")}</p>
      <TextField label={t("gallery.voteQuestion")} value={question} maxLength={200} required onText={setQuestion} />
      <TextAreaField
        label={t("gallery.voteOptions")}
        rows={3}
        value={options}
        error={isEnough ? null : t("gallery.voteOptionsWrong")}
        onText={setOptions}
      />
      <Button look="primary" type="submit" disabled={!isEnough || question.trim() === ""}>
        {t("gallery.open")}
      </Button>
    </form>
  );
}
