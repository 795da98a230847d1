import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { WARNED_SHARE } from "../../../schema/messages/budget.ts";
import type { Session } from "../../../schema/messages/session.ts";
import { Money } from "../../panels/money/money.tsx";
import { Button } from "../../panels/parts/button.tsx";
import { TextField } from "../../panels/parts/field.tsx";
import { parseLimit } from "../../words/parse-dollars.ts";
import { problemText } from "../../words/problem-text.ts";
import { useAct } from "../sessions-api.ts";
import style from "../studio.module.css";

type SessionBudgetProps = {
  session: Session;
  spentNano: number;
  /** A call was refused for want of it, though some may be left. */
  isSuspended: boolean;
};

/** What this session may cost: what is left of it, and another limit. */
export function SessionBudget({ session, spentNano, isSuspended }: SessionBudgetProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const { budgetNano, status } = session;
  const act = useAct(session.id);
  // Until somebody writes in it, the field has the limit as it is: an empty one would lift it.
  const [written, setWritten] = useState<string | null>(null);
  const text = written ?? (budgetNano === null ? "" : String(budgetNano / 1e9));
  const limit = parseLimit(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { from: budgetNano, to: limit };
    act.mutate({ method: "PUT", path: "/budget", body }, { onSuccess: () => setWritten(null) });
  };
  return (
    <>
      {budgetNano !== null && <Left limitNano={budgetNano} spentNano={spentNano} isSuspended={isSuspended} />}
      {status !== "ended" && (
        <form className={style.form} aria-label={t("money.set")} onSubmit={submit}>
          <TextField
            label={t("money.limit")}
            value={text}
            inputMode="decimal"
            error={act.isError ? problemText(act.error, common) : null}
            onText={setWritten}
          />
          <Button type="submit" disabled={limit === undefined || limit === budgetNano || act.isPending}>
            {t("money.set")}
          </Button>
        </form>
      )}
    </>
  );
}

type LeftProps = { limitNano: number; spentNano: number; isSuspended: boolean };

function Left({ limitNano, spentNano, isSuspended }: LeftProps) {
  const { t } = useTranslation("studio");
  const isUsedUp = isSuspended || spentNano >= limitNano;
  const isNearlyUsed = spentNano >= limitNano * WARNED_SHARE;
  return (
    <>
      <p>
        {t("money.ofSession")} <Money nano={limitNano} />, <Money nano={Math.max(0, limitNano - spentNano)} />{" "}
        {t("money.left")}
      </p>
      <p role="status" className={style.problem}>
        {isUsedUp ? t("money.usedUp") : isNearlyUsed && t("money.nearlyUsed")}
      </p>
    </>
  );
}
