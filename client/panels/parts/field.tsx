import { useId, type ComponentProps, type ReactNode } from "react";
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

/** A label, a control and what goes wrong with it, tied together for everyone. */
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

type TextFieldProps = Omit<FieldProps, "children"> &
  Omit<ComponentProps<"input">, "onChange" | "value"> & { value: string; onText: (value: string) => void };

export function TextField({ label, hint, error, onText, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <input {...input} {...control} onChange={(event) => onText(event.target.value)} />}
    </Field>
  );
}

type TextAreaFieldProps = Omit<FieldProps, "children"> &
  Omit<ComponentProps<"textarea">, "onChange" | "value"> & { value: string; onText: (value: string) => void };

export function TextAreaField({ label, hint, error, onText, ...area }: TextAreaFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <textarea {...area} {...control} onChange={(event) => onText(event.target.value)} />}
    </Field>
  );
}

type ChoiceFieldProps<Value extends string> = Omit<FieldProps, "children"> & {
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChoose: (value: Value) => void;
};

/** The browser's own select: right on every phone and for every screen reader. */
export function ChoiceField<Value extends string>({
  label,
  hint,
  error,
  value,
  options,
  onChoose,
}: ChoiceFieldProps<Value>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <select
          {...control}
          value={value}
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
