import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../parts/button.tsx";
import style from "./people.module.css";

type AskFirstProps = {
  action: string;
  /** Whom or what it is done to. */
  name: string;
  /** What follows from it, and the button that does it; null for what needs no question. */
  question: { text: string; really: string } | null;
  isDisabled: boolean;
  onConfirm: () => void;
};

/** Pressed twice, with what follows from it in between. */
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
        // Whoever answered by key goes on from where they were.
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
        <Button onClick={() => answer(false)}>{t("cancel")}</Button>
      </div>
    </div>
  );
}
