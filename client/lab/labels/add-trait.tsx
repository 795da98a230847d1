import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../panels/parts/button.tsx";
import { TextField } from "../../panels/parts/field.tsx";
import { problemText } from "../../words/problem-text.ts";
import { useAddTrait } from "./labels-api.ts";
import style from "./labels.module.css";

const EMPTY = { name: "", question: "", values: "", isOrdinal: false };

/** A trait of one's own, which targets may want and the pool can be labelled with. */
export function AddTrait() {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const [draft, setDraft] = useState(EMPTY);
  const add = useAddTrait();
  const values = draft.values.split(/[,;\n]/).flatMap((value) => value.trim() || []);
  const isComplete = draft.name.trim() !== "" && draft.question.trim() !== "" && values.length >= 2;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) add.mutate({ ...draft, values }, { onSuccess: () => setDraft(EMPTY) });
  };
  return (
    <details>
      <summary>{t("labels.add")}</summary>
      <form className={style.form} onSubmit={submit}>
        <TextField
          label={t("labels.name")}
          hint={t("labels.nameHint")}
          value={draft.name}
          maxLength={100}
          onText={(name) => setDraft({ ...draft, name })}
        />
        <TextField
          label={t("labels.question")}
          hint={t("labels.questionHint")}
          value={draft.question}
          maxLength={400}
          onText={(question) => setDraft({ ...draft, question })}
        />
        <TextField
          label={t("labels.values")}
          hint={t("labels.valuesHint")}
          value={draft.values}
          maxLength={2_000}
          onText={(listed) => setDraft({ ...draft, values: listed })}
        />
        <label className={style.check}>
          <input
            type="checkbox"
            checked={draft.isOrdinal}
            onChange={(event) => setDraft({ ...draft, isOrdinal: event.target.checked })}
          />
          <span>{t("labels.isOrdinal")}</span>
        </label>
        {add.isError && (
          <p className={style.problem} role="alert">
            {problemText(add.error, common)}
          </p>
        )}
        <Button type="submit" disabled={!isComplete || add.isPending}>
          {t("labels.addIt")}
        </Button>
      </form>
    </details>
  );
}
