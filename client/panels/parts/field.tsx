import { useId, type ComponentProps, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { lengthProblem } from "../../words/length-problem.ts";
import style from "./parts.module.css";

type FieldProps = {
  label: string;
  hint?: string | undefined;
  error?: string | null | undefined;
  children: (control: {
    id: string;
    "aria-describedby": string;
    "aria-invalid": boolean;
    className: string | undefined;
  }) => ReactNode;
};

/** A control with its label and error, associated for assistive technology. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  return (
    <div className={style.field}>
      <label className={style.label} htmlFor={id}>
        {label}
      </label>
      {children({ id, "aria-describedby": `${id}-note`, "aria-invalid": Boolean(error), className: style.input })}
      <span id={`${id}-note`} className={error ? style.error : style.hint} role={error ? "alert" : undefined}>
        {error ?? hint}
      </span>
    </div>
  );
}

type TextProps<Element extends "input" | "textarea"> = Omit<FieldProps, "children"> &
  Omit<ComponentProps<Element>, "onChange" | "value" | "ref"> & { value: string; onText: (value: string) => void };

/** Text longer than `maxLength` is kept and reported, and blocks submitting the form: a paste is never silently truncated. */
function useLength(value: string, maxLength: number | undefined) {
  const { t } = useTranslation();
  const problem = lengthProblem(value, maxLength, t);
  const refuse = (element: HTMLInputElement | HTMLTextAreaElement | null) => element?.setCustomValidity(problem ?? "");
  return { problem, refuse };
}

export function TextField({ label, hint, error, onText, maxLength, ...input }: TextProps<"input">) {
  const { problem, refuse } = useLength(input.value, maxLength);
  return (
    <Field label={label} hint={hint} error={problem ?? error}>
      {(control) => (
        <input dir="auto" {...input} {...control} ref={refuse} onChange={(event) => onText(event.target.value)} />
      )}
    </Field>
  );
}

export function TextAreaField({ label, hint, error, onText, maxLength, ...area }: TextProps<"textarea">) {
  const { problem, refuse } = useLength(area.value, maxLength);
  return (
    <Field label={label} hint={hint} error={problem ?? error}>
      {(control) => (
        <textarea dir="auto" {...area} {...control} ref={refuse} onChange={(event) => onText(event.target.value)} />
      )}
    </Field>
  );
}

type ChoiceFieldProps<Value extends string> = Omit<FieldProps, "children"> & {
  value: Value;
  options: readonly { value: Value; label: string }[];
  disabled?: boolean;
  onChoose: (value: Value) => void;
};

/** The browser's own select, which works on every phone and with every screen reader. */
export function ChoiceField<Value extends string>({
  label,
  hint,
  error,
  value,
  options,
  disabled,
  onChoose,
}: ChoiceFieldProps<Value>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <select
          {...control}
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChoose(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
