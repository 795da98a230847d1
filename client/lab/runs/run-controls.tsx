import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Run } from "../../../schema/messages/run.ts";
import { dismissRunBudgetNotices } from "../../panels/money/budget-notice.tsx";
import { Button } from "../../panels/parts/button.tsx";
import { TextField } from "../../panels/parts/field.tsx";
import { AskFirst } from "../../panels/people/ask-first.tsx";
import { parseDollars } from "../../words/parse-dollars.ts";
import { problemText } from "../../words/problem-text.ts";
import { isUnderWay, useRunBudget, useRunStep } from "./runs-api.ts";
import style from "./runs.module.css";

/** Pause, resume, cancel, raise the budget: what its state allows. */
export function RunControls({ run }: { run: Run }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const step = useRunStep(run.id);
  const canResume = run.status === "PAUSED" || run.status === "FAILED";
  if (!isUnderWay(run) && !canResume) return null;
  return (
    <div className={style.controls}>
      <div className={style.tools}>
        {isUnderWay(run) && (
          <Button disabled={step.isPending} onClick={() => step.mutate("pause")}>
            {t("runs.pause")}
          </Button>
        )}
        {canResume && (
          <Button look="primary" disabled={step.isPending} onClick={() => step.mutate("resume")}>
            {t("runs.resume")}
          </Button>
        )}
        <AskFirst
          action={t("runs.cancel")}
          name={run.name}
          question={{ text: t("runs.cancelSure"), really: t("runs.cancelIt"), back: t("runs.cancelNot") }}
          isDisabled={step.isPending}
          onConfirm={() => step.mutate("cancel")}
        />
      </div>
      <p className={style.notes}>{t("runs.cancelText")}</p>
      {step.isError && (
        <p className={style.problem} role="alert">
          {problemText(step.error, common)}
        </p>
      )}
      {run.budgetNano !== null && <BudgetForm run={run} />}
    </div>
  );
}

function BudgetForm({ run }: { run: Run }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const budget = useRunBudget(run.id);
  const [text, setText] = useState("");
  const nano = parseDollars(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (nano === null) return;
    budget.mutate(nano, {
      onSuccess: ({ problem }) => {
        setText("");
        if (problem === null) dismissRunBudgetNotices();
      },
    });
  };
  return (
    <form className={style.budget} onSubmit={submit}>
      <TextField
        label={t("runs.newBudget")}
        value={text}
        inputMode="decimal"
        error={budget.isError ? problemText(budget.error, common) : null}
        onText={setText}
      />
      <Button type="submit" disabled={nano === null || budget.isPending}>
        {t("runs.changeBudget")}
      </Button>
      {budget.isSuccess && run.status === "PAUSED" && run.problem === null && (
        <p className={style.notes} aria-live="polite">
          {t("runs.budgetRaised")}
        </p>
      )}
    </form>
  );
}
