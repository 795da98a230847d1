import Pencil from "lucide-react/icons/pencil";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BudgetView } from "../../../../schema/messages/budget.ts";
import { usePlace } from "../../../state/place-store.ts";
import { problemText } from "../../../words/problem-text.ts";
import { formatWhen } from "../../../words/format-ago.ts";
import { Button } from "../../parts/button.tsx";
import { BudgetBar } from "../meter/budget-bar.tsx";
import { toBinding } from "../meter/find-binding-budget.ts";
import { Money } from "../money.tsx";
import { useChangeBudget } from "../money-api.ts";
import style from "./budgets.module.css";
import { DeleteBudget } from "./delete-budget.tsx";
import { LimitForm } from "./limit-form.tsx";
import { nameBudget } from "./name-budget.ts";

export function BudgetRow({ budget, isOperator }: { budget: BudgetView; isOperator: boolean }) {
  const { t, i18n } = useTranslation();
  const [isChanging, setChanging] = useState(false);
  const change = useChangeBudget();
  const avatars = usePlace((view) => view.avatars);
  const circles = usePlace((view) => view.circles);
  const name = nameBudget(budget, { avatars, circles }, t);
  const id = useId();
  const canChange = isOperator && budget.scope !== "session";
  const { leftNano, level } = toBinding(budget);
  return (
    <li className={style.budget} data-level={level} aria-labelledby={id}>
      <div className={style.head}>
        <h3 id={id}>
          {name} <span>{t(`budgets.periods.${budget.period}`)}</span>
        </h3>
        <strong>
          <Money nano={budget.limitNano} />
        </strong>
      </div>
      <BudgetBar budget={budget} />
      <p className={style.sums}>
        <span>
          {t("budgets.spent")} <Money nano={budget.spentNano} />
        </span>
        {budget.heldNano > 0 && (
          <span title={t("budgets.heldText")}>
            {t("budgets.held")} <Money nano={budget.heldNano} />
          </span>
        )}
        <span>
          {t("budgets.left")} <Money nano={Math.max(0, leftNano - budget.heldNano)} />
        </span>
        {level !== "calm" && <strong>{t(`budgets.levels.${level}`)}</strong>}
      </p>
      <p className={style.notes}>
        {budget.subjectId === null &&
          budget.scope !== "workspace" &&
          t(isOperator ? "budgets.ofMost" : "budgets.ofMine")}{" "}
        {budget.scope === "session" && t("budgets.setInStudio")}{" "}
        {budget.renewsAt && t("budgets.renews", { when: formatWhen(Date.parse(budget.renewsAt), i18n.language) })}{" "}
        {budget.isDefault && t("budgets.isDefault")}
      </p>
      {change.isError && <p role="alert">{problemText(change.error, t)}</p>}
      {canChange &&
        (isChanging ? (
          <LimitForm
            limitNano={budget.limitNano}
            isSaving={change.isPending}
            onCancel={() => setChanging(false)}
            onLimit={(limitNano) =>
              change.mutate({ id: budget.id, limitNano }, { onSuccess: () => setChanging(false) })
            }
          />
        ) : (
          <div className={style.actions}>
            <Button aria-label={t("budgets.changeOf", { name })} onClick={() => setChanging(true)}>
              <Pencil /> {t("budgets.change")}
            </Button>
            <DeleteBudget name={name} onDelete={() => change.mutate({ id: budget.id, limitNano: null })} />
          </div>
        ))}
    </li>
  );
}
