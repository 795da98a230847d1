import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useIsOperator } from "../../../state/rights.ts";
import { Button } from "../../parts/button.tsx";
import { Empty, Loading, Problem } from "../../parts/states.tsx";
import { useBudgets } from "../money-api.ts";
import { BudgetForm } from "./budget-form.tsx";
import { BudgetRow } from "./budget-row.tsx";
import style from "./budgets.module.css";

/** Limits on the cost of model calls, and how much of each budget is used (SPEC L7). */
export function BudgetsPage() {
  const { t } = useTranslation();
  const isOperator = useIsOperator();
  const [isCreating, setCreating] = useState(false);
  const budgets = useBudgets();
  return (
    <div className={style.page}>
      <div className={style.lead}>
        <p>{t("budgets.lead")}</p>
        {isOperator && !isCreating && (
          <Button look="primary" onClick={() => setCreating(true)}>
            {t("budgets.create")}
          </Button>
        )}
      </div>
      {isCreating && <BudgetForm onDone={() => setCreating(false)} />}
      {budgets.isPending && <Loading />}
      {budgets.isError && <Problem error={budgets.error} onRetry={() => void budgets.refetch()} />}
      {budgets.data?.length === 0 && <Empty title={t("budgets.none")}>{t("budgets.noneText")}</Empty>}
      <ul className={style.list}>
        {budgets.data?.map((budget) => (
          <BudgetRow key={budget.id} budget={budget} isOperator={isOperator} />
        ))}
      </ul>
    </div>
  );
}
