import { useTranslation } from "react-i18next";
import style from "./history.module.css";

/** How many turns were said since one was there; nothing when there are none (SPEC C3). */
export function UnreadCount({ count }: { count: number }) {
  const { t } = useTranslation();
  return count > 0 && <span className={style.unread}>{t("circle.unread", { count })}</span>;
}
