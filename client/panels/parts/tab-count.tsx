import { useTranslation } from "react-i18next";
import style from "./parts.module.css";

/** How many there are behind a tab; none is not shown. */
export function TabCount({ count = 0 }: { count?: number | undefined }) {
  const { i18n } = useTranslation();
  if (count === 0) return null;
  return <span className={style.count}>{new Intl.NumberFormat(i18n.language).format(count)}</span>;
}
