import { createContext, use } from "react";
import { useTranslation } from "react-i18next";
import style from "./results.module.css";

/** Whether a plan was fixed before the launch. Without one, that everything is exploratory stands once, at the top. */
export const HasPlan = createContext(false);

/** Whether the plan names it. */
export function PlanMark({ isPlanned }: { isPlanned: boolean }) {
  const { t } = useTranslation("lab");
  if (!use(HasPlan)) return null;
  return <p className={style.notes}>{t(isPlanned ? "results.planned" : "results.exploratory")}</p>;
}
