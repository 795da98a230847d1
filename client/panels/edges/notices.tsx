import X from "lucide-react/icons/x";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { dismissNotice, usePlace, type Notice } from "../../state/place-store.ts";
import { BudgetNotice, isBudgetNotice } from "../money/budget-notice.tsx";
import { messageText } from "../../words/message-text.ts";
import { IconButton } from "../parts/button.tsx";
import { useFloating } from "../parts/use-covered-world.ts";
import style from "./edges.module.css";

const SHOWN_MS = 8000;

/** The room's notices to this person: refused intents, interruptions, arrivals. */
export function Notices() {
  const { t } = useTranslation();
  const notices = usePlace((view) => view.notices);
  return (
    <div className={style.notices} role="status" aria-label={t("notices")}>
      {notices.map((notice) => (
        <NoticeRow key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeRow({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const row = useRef<HTMLParagraphElement>(null);
  useFloating(row);
  useEffect(() => {
    if (notice.level === "error") return;
    const timer = setTimeout(() => dismissNotice(notice.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <p ref={row} className={style.notice} data-level={notice.level}>
      <span dir="auto">{messageText(notice, notice.text)}</span>
      {isBudgetNotice(notice) && <BudgetNotice notice={notice} />}
      <IconButton label={t("close")} onClick={() => dismissNotice(notice.id)}>
        <X />
      </IconButton>
    </p>
  );
}
