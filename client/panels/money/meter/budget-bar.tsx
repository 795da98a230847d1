import { useTranslation } from "react-i18next";
import type { BudgetView } from "../../../../schema/messages/budget.ts";
import { formatMoney } from "../../../../schema/rules/format-money.ts";
import style from "../money.module.css";
import { toBinding } from "./find-binding-budget.ts";

/** Spent, held and left of a budget as a bar. */
export function BudgetBar({ budget }: { budget: BudgetView }) {
  const { t, i18n } = useTranslation();
  const { level, leftNano } = toBinding(budget);
  const whole = Math.max(1, budget.limitNano, budget.spentNano + budget.heldNano);
  const money = (nano: number) => formatMoney(nano, i18n.language);
  const describe = t("budgets.bar", {
    spent: money(budget.spentNano),
    held: money(budget.heldNano),
    left: money(Math.max(0, leftNano - budget.heldNano)),
    limit: money(budget.limitNano),
  });
  return (
    <div className={style.bar} data-level={level} role="img" aria-label={describe} title={describe}>
      <span style={{ width: `${(budget.spentNano / whole) * 100}%` }} />
      <span data-held style={{ width: `${(budget.heldNano / whole) * 100}%` }} />
    </div>
  );
}
