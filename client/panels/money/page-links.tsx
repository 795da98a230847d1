import { useTranslation } from "react-i18next";
import { useIsInvited } from "../../state/own-seat.ts";
import { linkToPage, PAGES, type Page } from "../../state/read-link.ts";
import { useIsAdmin, useIsFacilitator, useIsOperator } from "../../state/rights.ts";
import style from "./money.module.css";

/** Where they do not fit on a line, which scrolls. */
const showInLine = (link: HTMLElement | null): void => link?.scrollIntoView({ inline: "center", block: "nearest" });

/** Links to the pages over the world that this person may see. */
export function PageLinks({ current, onGo }: { current?: Page; onGo?: () => void }) {
  const { t } = useTranslation();
  const isInvited = useIsInvited();
  const isOpen = {
    personas: !isInvited,
    conversations: true,
    sessions: true,
    lab: useIsFacilitator(),
    usage: !isInvited,
    budgets: !isInvited,
    operator: useIsOperator(),
    people: useIsAdmin(),
  };
  return (
    <nav className={style.pageLinks} aria-label={t("pages.label")}>
      {PAGES.filter((page) => isOpen[page]).map((page) => (
        <a
          key={page}
          ref={page === current ? showInLine : undefined}
          href={linkToPage(page)}
          aria-current={page === current ? "page" : undefined}
          onClick={onGo}
        >
          {t(`pages.${page}`)}
        </a>
      ))}
    </nav>
  );
}
