import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { MessageCode } from "../../../schema/messages/message.ts";
import { fetchAgain } from "../../state/fetch-again.ts";
import { dismissNotice, usePlace, type Notice } from "../../state/place-store.ts";
import { linkToPage } from "../../state/read-link.ts";
import { useIsOperator } from "../../state/rights.ts";
import parts from "../parts/parts.module.css";
import { BUDGETS_KEY } from "./money-api.ts";

export const isBudgetNotice = ({ code }: Pick<Notice, "code">): boolean =>
  code === "budget-warned" || code === "budget-suspended";

/** Whether it says so, or a message within it does. */
const says = (value: unknown, code: MessageCode): boolean =>
  typeof value === "object" &&
  value !== null &&
  (("code" in value && value.code === code) || Object.values(value).some((inner) => says(inner, code)));

/** That a run's own budget is used up holds no longer once it is raised. */
export const dismissRunBudgetNotices = (): void => {
  for (const notice of usePlace.getState().notices)
    if (isBudgetNotice(notice) && says(notice, "budget-who-run")) dismissNotice(notice.id);
};

/** A link from a budget's alert to the budgets page; the alert also makes every meter refresh. */
export function BudgetNotice({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const isOperator = useIsOperator();
  const queries = useQueryClient();
  useEffect(() => void fetchAgain(queries, [BUDGETS_KEY]), [queries]);
  return (
    <a className={parts.button} href={linkToPage("budgets")}>
      {isOperator && !says(notice, "budget-raised-in-studio") ? t("budgets.raise") : t("budgets.see")}
    </a>
  );
}
