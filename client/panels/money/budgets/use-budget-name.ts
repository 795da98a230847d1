import { useTranslation } from "react-i18next";
import type { BudgetView } from "../../../../schema/messages/budget.ts";
import { usePlace } from "../../../session/place-store.ts";

/** Whose budget it is, by the name of who or what is here. */
export function useBudgetName({ scope, subjectId }: Pick<BudgetView, "scope" | "subjectId">): string {
  const { t } = useTranslation();
  const person = usePlace((view) => view.avatars[subjectId ?? ""]?.name);
  const topic = usePlace((view) => view.circles[subjectId ?? ""]?.topic);
  if (subjectId === null) return t(`budgets.each.${scope}`);
  return person ?? (topic && t("budgets.ofCircle", { topic })) ?? t(`budgets.one.${scope}`);
}
