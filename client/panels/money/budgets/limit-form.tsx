import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { parseDollars } from "../../../words/parse-dollars.ts";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import style from "./budgets.module.css";

type LimitFormProps = {
  limitNano: number;
  isSaving: boolean;
  onLimit: (limitNano: number) => void;
  onCancel: () => void;
};

const NANO_PER_DOLLAR = 1e9;

export function LimitForm({ limitNano, isSaving, onLimit, onCancel }: LimitFormProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(String(limitNano / NANO_PER_DOLLAR));
  const [isWrong, setWrong] = useState(false);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const limit = parseDollars(text);
    setWrong(limit === null);
    if (limit !== null) onLimit(limit);
  };
  return (
    <form className={style.limitForm} onSubmit={save}>
      <TextField
        label={t("budgets.newLimit")}
        error={isWrong ? t("budgets.limitWrong") : null}
        value={text}
        inputMode="decimal"
        autoFocus
        onText={setText}
      />
      <Button look="primary" type="submit" disabled={isSaving}>
        {isSaving ? t("saving") : t("save")}
      </Button>
      <Button onClick={onCancel}>{t("cancel")}</Button>
    </form>
  );
}
