import { useTranslation } from "react-i18next";
import { linkToPage, PAGES, type Page } from "../../state/read-link.ts";
import { useIsOperator } from "../../state/rights.ts";
import style from "./money.module.css";

/** The ways to the pages about models and money that this person may see. */
export function PageLinks({ current, onGo }: { current?: Page; onGo?: () => void }) {
  const { t } = useTranslation();
  const isOperator = useIsOperator();
  return (
    <nav className={style.pageLinks} aria-label={t("pages.label")}>
      {PAGES.filter((page) => page !== "operator" || isOperator).map((page) => (
        <a key={page} href={linkToPage(page)} aria-current={page === current ? "page" : undefined} onClick={onGo}>
          {t(`pages.${page}`)}
        </a>
      ))}
    </nav>
  );
}
