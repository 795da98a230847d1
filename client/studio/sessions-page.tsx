import { useTranslation } from "react-i18next";
import type { SessionSeat } from "../../schema/messages/session-seat.ts";
import type { Session } from "../../schema/messages/session.ts";
import parts from "../panels/parts/parts.module.css";
import { Loading, Problem } from "../panels/parts/states.tsx";
import { linkToPage } from "../state/read-link.ts";
import { useIsFacilitator } from "../state/rights.ts";
import { useSeat, useSessionNews } from "../state/own-seat.ts";
import { AfterPage } from "./after/after-page.tsx";
import { GroupsTab } from "./groups/groups-tab.tsx";
import { LivePage } from "./live/live-page.tsx";
import { PreparePage } from "./prepare/prepare-page.tsx";
import { SeatPage } from "./seat/seat-page.tsx";
import { SessionHeader } from "./session-header.tsx";
import { linkToOneSession, useSessionId, useSessionPart } from "./session-link.ts";
import { SessionList } from "./session-list.tsx";
import { useSession } from "./sessions-api.ts";
import { useTravelTo } from "./use-travel-to.ts";
import style from "./studio.module.css";

/** Sessions: all of mine, or the one that the address names (SPEC C9). */
export function SessionsPage() {
  const id = useSessionId();
  return id === null ? <SessionList /> : <OneSession key={id} id={id} />;
}

/** Before it runs, while it runs, and after. */
function Studio({ session }: { session: Session }) {
  const isGroups = useSessionPart() === "groups";
  if (session.status === "planned") return <PreparePage session={session} />;
  if (session.status === "ended") return <AfterPage session={session} />;
  return isGroups ? <LiveGroups session={session} /> : <LivePage session={session} />;
}

/** While it runs: its groups side by side, instead of its studio. */
function LiveGroups({ session }: { session: Session }) {
  const { t } = useTranslation("studio");
  return (
    <div className={style.page}>
      <SessionHeader session={session}>
        <a className={parts.button} href={linkToOneSession(session.id)}>
          {t("groups.backToStudio")}
        </a>
      </SessionHeader>
      <GroupsTab session={session} />
    </div>
  );
}

/** Where it takes place, for those who are of it until it is over. */
function placeOf(mine: Session | SessionSeat | undefined): string | null {
  if (!mine || mine.status === "ended") return null;
  if ("plan" in mine) return mine.plan.placeId;
  return mine.attendance === "dismissed" || mine.attendance === "withdrawn" ? null : mine.placeId;
}

/** Its facilitators get the studio, everybody else their own seat. */
function OneSession({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  useSessionNews(id);
  const isKeeper = useIsFacilitator();
  const seat = useSeat(id, !isKeeper);
  const mayLead = isKeeper || leads(seat.data);
  const session = useSession(id, mayLead);
  const mine = mayLead ? session : seat;
  useTravelTo(placeOf(mine.data));
  if (mayLead && session.data) return <Studio session={session.data} />;
  return (
    <div className={style.page}>
      <a className={style.back} href={linkToPage("sessions")}>
        {t("list.back")}
      </a>
      {!mayLead && seat.data ? (
        <SeatPage seat={seat.data} />
      ) : mine.isError ? (
        <Problem error={mine.error} onRetry={() => void mine.refetch()} />
      ) : (
        <Loading lines={8} />
      )}
    </div>
  );
}

/** By their seat, which also those have who lead it without a link. */
const leads = (seat: SessionSeat | undefined): boolean =>
  seat?.role === "facilitator" && seat.attendance === "admitted";
