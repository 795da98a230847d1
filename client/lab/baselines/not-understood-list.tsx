import { useTranslation } from "react-i18next";
import type { NotUnderstood } from "../../../schema/messages/human-baseline.ts";
import style from "./baselines.module.css";

/** What counts as no answer. */
export function NotUnderstoodList({ items }: { items: readonly NotUnderstood[] }) {
  const { t } = useTranslation("lab");
  if (items.length === 0) return null;
  return (
    <details className={style.codes}>
      <summary>{t("baselines.notUnderstood", { count: items.length })}</summary>
      <ul className={style.plain}>
        {items.map(({ column, value, count }) => (
          <li key={`${column} ${value}`} dir="auto">
            {t("baselines.cell", { column, value, count })}
          </li>
        ))}
      </ul>
    </details>
  );
}
