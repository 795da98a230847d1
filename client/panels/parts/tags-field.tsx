import X from "lucide-react/icons/x";
import { useId, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import style from "./parts.module.css";

type TagsFieldProps = { label: string; hint?: string; values: string[]; onValues: (values: string[]) => void };

/** A list of short words: Enter or comma adds, Backspace in the empty field removes the last. */
export function TagsField({ label, hint, values, onValues }: TagsFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState("");

  const add = () => {
    const added = text
      .split(",")
      .map((word) => word.trim())
      .filter((word) => word !== "" && !values.includes(word));
    if (added.length > 0) onValues([...values, ...added]);
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && text === "") onValues(values.slice(0, -1));
  };

  return (
    <div className={style.field}>
      <label className={style.label} htmlFor={id}>
        {label}
      </label>
      <div className={style.tags}>
        {values.map((value) => (
          <span key={value} className={style.tag}>
            {value}
            <button
              type="button"
              aria-label={t("remove", { what: value })}
              onClick={() => onValues(values.filter((other) => other !== value))}
            >
              <X size={14} aria-hidden />
            </button>
          </span>
        ))}
        <input
          id={id}
          dir="auto"
          value={text}
          placeholder={values.length === 0 ? hint : undefined}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={add}
        />
      </div>
    </div>
  );
}
