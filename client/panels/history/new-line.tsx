import { useTranslation } from "react-i18next";
import style from "./history.module.css";

/** Above the first turn that was said since the reader was last there. */
export function NewLine() {
  const { t } = useTranslation();
  return <p className={style.newLine}>{t("conversation.newSince")}</p>;
}
