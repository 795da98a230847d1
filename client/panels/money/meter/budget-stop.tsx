import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CircleSnapshot } from "../../../net/place-snapshot.ts";
import { tryIntent } from "../../../state/intents.ts";
import { linkToPage } from "../../../state/read-link.ts";
import { useIsOperator } from "../../../state/rights.ts";
import { formatWhen } from "../../../words/format-ago.ts";
import { formatMoney } from "../../../../schema/rules/format-money.ts";
import { Button } from "../../parts/button.tsx";
import parts from "../../parts/parts.module.css";
import { useChangeBudget } from "../money-api.ts";
import style from "../money.module.css";
import { BudgetBar } from "./budget-bar.tsx";
import type { Binding } from "./find-binding-budget.ts";

/** Shown when a budget stopped the talk: what happened, what was kept, what to do, and resuming once there is money again. */
export function BudgetStop({ circle, binding }: { circle: CircleSnapshot; binding: Binding | null }) {
  const { t } = useTranslation();
  const isSuspended = binding?.level === "suspended";
  const isPaused = circle.status === "paused";
  const [wasSuspended, setWasSuspended] = useState(false);
  if (isSuspended && !wasSuspended) setWasSuspended(true);
  if (!isSuspended && !isPaused && wasSuspended) setWasSuspended(false);

  if (isSuspended) return <Suspended binding={binding} />;
  if (!wasSuspended || !isPaused) return null;
  return (
    <div className={style.stop} data-level="calm" role="status">
      <p>{t("stop.raised")}</p>
      <Button look="primary" onClick={() => void tryIntent("steer", { circleId: circle.id, action: "resume" })}>
        {t("stop.goOn")}
      </Button>
    </div>
  );
}

function Suspended({ binding: { budget, leftNano } }: { binding: Binding }) {
  const { t, i18n } = useTranslation();
  const isOperator = useIsOperator();
  const isOfSession = budget.scope === "session";
  const change = useChangeBudget();
  const money = (nano: number) => formatMoney(nano, i18n.language);
  const name = t(`stop.budget.${budget.scope}.${budget.period}`, { limit: money(budget.limitNano) });
  const doubledNano = 2 * budget.limitNano;
  return (
    <div className={style.stop} data-level="suspended" role="alert">
      <BudgetBar budget={budget} />
      <p>
        <strong>
          {leftNano === 0
            ? t("stop.usedUp", { budget: name })
            : t("stop.tooLittle", { budget: name, left: money(leftNano) })}
        </strong>{" "}
        {t("stop.kept")}
        {budget.renewsAt && ` ${t("stop.renews", { when: formatWhen(Date.parse(budget.renewsAt), i18n.language) })}`}
        {isOfSession ? ` ${t("stop.askFacilitator")}` : !isOperator && ` ${t("stop.ask")}`}
      </p>
      {isOperator && !isOfSession && (
        <>
          {doubledNano > 0 && (
            <Button
              look="primary"
              disabled={change.isPending}
              onClick={() => change.mutate({ id: budget.id, limitNano: doubledNano })}
            >
              {t("stop.raise", { limit: money(doubledNano) })}
            </Button>
          )}
          <a className={parts.button} href={linkToPage("budgets")}>
            {t("pages.budgets")}
          </a>
        </>
      )}
    </div>
  );
}
