import { QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SessionSeat } from "../../../schema/messages/session-seat.ts";
import { useSeat } from "../../state/own-seat.ts";
import { queryClient } from "../edges/query-client.ts";
import style from "./step-in.module.css";

type InvitationProps = {
  id: string;
  /** Shown until it is known, and to somebody who is not in the session. */
  otherwise: ReactNode;
};

/** What a link to a session invites to, before one steps in (SPEC C9). */
export const Invitation = (invited: InvitationProps) => (
  <QueryClientProvider client={queryClient}>
    <Invited {...invited} />
  </QueryClientProvider>
);

function Invited({ id, otherwise }: InvitationProps) {
  const { t } = useTranslation("studio");
  const seat = useSeat(id).data;
  if (!seat || seat.attendance === "dismissed" || seat.attendance === "withdrawn") return otherwise;
  const { title, topic, invitedBy, role, consent, mayShare } = seat;
  return (
    <header className={style.invitation}>
      <p className={style.brand}>Dramatis</p>
      <p className={style.lead} dir="auto">
        {invitedBy === null ? t("invited.to") : t("invited.by", { name: invitedBy })}
      </p>
      <h1 id="step-in-title" dir="auto">
        {title}
      </h1>
      {topic !== title && <p dir="auto">{topic}</p>}
      <dl>
        <dt>{t("invited.when")}</dt>
        <dd>
          <When seat={seat} />
        </dd>
        <dt>{t(`invitedRoles.${role}`)}</dt>
        <dd>{t(`invited.asked.${role}`)}</dd>
      </dl>
      {consent !== "" && (
        <details>
          <summary>{t("plan.consent")}</summary>
          {/* A scrollable region must be focusable by keyboard. */}
          <div className={style.consent} dir="auto" tabIndex={0}>
            {consent}
          </div>
          <p>{t(mayShare ? "seat.mayShare" : "seat.mayNotShare")}</p>
        </details>
      )}
    </header>
  );
}

function When({ seat: { status, startsAt } }: { seat: SessionSeat }) {
  const { t, i18n } = useTranslation("studio");
  if (status !== "planned") return t(`invited.is.${status}`);
  if (startsAt === null) return t("invited.is.planned");
  return new Date(startsAt).toLocaleString(i18n.language, { dateStyle: "full", timeStyle: "short" });
}
