import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../parts/button.tsx";
import style from "./people.module.css";

type AskFirstProps = {
  action: string;
  /** The person or thing it applies to. */
  name: string;
  /** The consequence, and the labels of the confirming button and of the way back; null when no confirmation is needed. */
  question: { text: string; really: string; back?: string } | null;
  isDisabled: boolean;
  onConfirm: () => void;
};

/** A button that asks for confirmation, showing the consequence. */
export function AskFirst({ action, name, question, isDisabled, onConfirm }: AskFirstProps) {
  const { t } = useTranslation();
  const [step, setStep] = useState<"untouched" | "asking" | "answered">("untouched");
  const id = useId();
  const answer = (isConfirmed: boolean) => {
    setStep("answered");
    if (isConfirmed) onConfirm();
  };
  const press = () => {
    if (isDisabled) return;
    if (question) setStep("asking");
    else answer(true);
  };
  if (step !== "asking" || question === null)
    return (
      <Button
        // Keeps the position of keyboard users after they answered.
        autoFocus={step === "answered"}
        aria-label={t("admin.doTo", { action, name })}
        aria-disabled={isDisabled}
        onClick={press}
      >
        {action}
      </Button>
    );
  return (
    <div className={style.question}>
      <p id={id}>{question.text}</p>
      <div className={style.actions}>
        <Button look="danger" autoFocus aria-describedby={id} onClick={() => answer(true)}>
          {question.really}
        </Button>
        <Button onClick={() => answer(false)}>{question.back ?? t("cancel")}</Button>
      </div>
    </div>
  );
}
