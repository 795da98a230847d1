import { useTranslation } from "react-i18next";
import style from "./targets.module.css";

/** Of a panel as the forms propose it. */
export const USUAL_PANEL = 40;

/** How many of the pool are like those of one cell; marked where a usual panel wants more of them. @param share 0–1 */
export function PoolFit({ count, share }: { count: number | undefined; share: number }) {
  const { t } = useTranslation("lab");
  if (count === undefined) return null;
  const isThin = count < Math.round(share * USUAL_PANEL);
  return (
    <small className={style.fit} data-thin={isThin || undefined}>
      {t("targets.fit", { count })}
      {isThin && ` – ${t("targets.thin", { size: USUAL_PANEL, wanted: Math.round(share * USUAL_PANEL) })}`}
    </small>
  );
}
