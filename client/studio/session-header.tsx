import CircleDollarSign from "lucide-react/icons/circle-dollar-sign";
import Clock from "lucide-react/icons/clock";
import Users from "lucide-react/icons/users";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { WARNED_SHARE } from "../../schema/messages/budget.ts";
import type { Session } from "../../schema/messages/session.ts";
import { readGuideClock } from "../../schema/rules/guide-clock.ts";
import { Money } from "../panels/money/money.tsx";
import { linkToPage } from "../state/read-link.ts";
import { formatClock } from "../words/format-clock.ts";
import { useSpending } from "./money/use-spending.ts";
import { usePeopleOf } from "./sessions-api.ts";
import style from "./studio.module.css";
import { useServerTime } from "../state/use-server-time.ts";

const MINUTE_MS = 60_000;

type SessionHeaderProps = {
  session: Session;
  /** As it is edited. */
  title?: string;
  /** What can be done with the session at this moment of it. */
  children?: ReactNode;
};

/** The same while a session is planned, runs and has ended: title, state, time, people and money. */
export function SessionHeader({ session, title = session.plan.title, children }: SessionHeaderProps) {
  const { t } = useTranslation("studio");
  const isFrozen = session.times.frozenAt !== null;
  return (
    <header className={style.sessionHead}>
      <a className={style.back} href={linkToPage("sessions")}>
        {t("list.back")}
      </a>
      <h3 dir="auto">{title}</h3>
      <ul className={style.facts} aria-label={t("header.facts")}>
        <li data-status={session.status}>
          <strong role="status">{isFrozen ? t("live.frozen") : t(`status.${session.status}`)}</strong>
        </li>
        <Time session={session} />
        <People id={session.id} />
        <Spending session={session} />
      </ul>
      {children && <div className={style.headActs}>{children}</div>}
    </header>
  );
}

/** Planned, passed and left, or taken. */
function Time({ session: { plan, status, times, now } }: { session: Session }) {
  const { t } = useTranslation("studio");
  const nowMs = useServerTime(now);
  const minutes = plan.guide.reduce((sum, section) => sum + section.minutes, 0);
  const elapsedMs = readGuideClock(plan.guide, times, nowMs)?.elapsedMs ?? 0;
  const leftMs = minutes * MINUTE_MS - elapsedMs;
  const elapsed = formatClock(elapsedMs);
  const left =
    leftMs < 0 ? t("live.over", { time: formatClock(-leftMs) }) : t("live.left", { time: formatClock(leftMs) });
  const words = {
    planned: t("header.planned", { minutes }),
    live: minutes === 0 ? elapsed : `${elapsed} · ${left}`,
    ended: t("header.took", { time: elapsed, minutes }),
  };
  return (
    <li>
      <Clock aria-hidden /> <span className="only-for-screen-readers">{t("header.time")}</span> {words[status]}
    </li>
  );
}

function People({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const people = usePeopleOf(id).data?.items ?? [];
  const count = (status: string) => people.filter((person) => person.status === status).length;
  const waiting = count("waiting");
  return (
    <li>
      <Users aria-hidden /> {t("header.people", { count: count("admitted") })}
      {waiting > 0 && <em>{t("header.waiting", { count: waiting })}</em>}
    </li>
  );
}

function Spending({ session }: { session: Session }) {
  const { t } = useTranslation("studio");
  const { spentNano } = useSpending(session);
  const { budgetNano } = session;
  return (
    <li data-warned={(budgetNano !== null && spentNano >= budgetNano * WARNED_SHARE) || undefined}>
      <CircleDollarSign aria-hidden /> <span className="only-for-screen-readers">{t("money.spent")}</span>{" "}
      <Money nano={spentNano} />
      {budgetNano !== null && (
        <span>
          {t("header.of")} <Money nano={budgetNano} />
        </span>
      )}
    </li>
  );
}
