import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../state/place-store.ts";
import { HOME_PLACE_ID } from "../../state/read-link.ts";
import { visitPlace } from "../../state/visit.ts";
import { linkProblem } from "../../words/link-problem.ts";
import { Button } from "../parts/button.tsx";
import { useOnline } from "./use-online.ts";
import style from "./overlays.module.css";

/** Shown while the person is not connected to the place: joining, reconnecting, full, taken over, lost, offline. */
export function LinkOverlay() {
  const { t } = useTranslation();
  const link = usePlace((view) => view.link);
  const role = usePlace((view) => view.role);
  const placeId = usePlace((view) => view.place?.id ?? HOME_PLACE_ID);
  const isOnline = useOnline();
  const joinButton = (as: "visitor" | "spectator", label: string) => (
    <Button look={as === role ? "primary" : "plain"} onClick={() => void visitPlace(placeId, as)}>
      {label}
    </Button>
  );
  const again = joinButton(role, t("tryAgain"));

  if (!isOnline) return <Card title={t("overlay.offline")}>{t("overlay.offlineText")}</Card>;
  switch (link.kind) {
    case "idle":
    case "connected":
      return null;
    case "connecting":
      return <Strip>{t(link.attempt === 1 ? "overlay.connecting" : "overlay.slow", link)}</Strip>;
    case "reconnecting":
      return <Strip>{t("overlay.reconnecting", { attempt: link.attempt })}</Strip>;
    case "waiting":
      return (
        <Strip>
          {linkProblem(link)} {t("overlay.waiting")}
        </Strip>
      );
    case "full":
      return (
        <Card
          title={t("overlay.full")}
          actions={
            <>
              {again}
              <Button onClick={() => void visitPlace(placeId, role, "another")}>{t("overlay.another")}</Button>
              {role === "visitor" && joinButton("spectator", t("overlay.watchInstead"))}
            </>
          }
        >
          {linkProblem(link)}
        </Card>
      );
    case "taken-over":
      return (
        <Card title={t("overlay.takenOver")} actions={joinButton(role, t("overlay.takeBack"))}>
          {t("overlay.takenOverText")}
        </Card>
      );
    case "lost":
      if (link.code === "blocked") return <Card title={t("overlay.blocked")}>{linkProblem(link)}</Card>;
      return (
        <Card title={t("overlay.lost")} actions={again}>
          {linkProblem(link)} {t("overlay.kept")}
        </Card>
      );
  }
}

/** A strip that does not cover the world, for states that resolve on their own. */
function Strip({ children }: { children: ReactNode }) {
  return (
    <div className={style.strip} role="status">
      <span className={style.pulse} aria-hidden />
      {children}
    </div>
  );
}

function Card({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className={style.veil}>
      <section className={style.card} role="alert">
        <h2>{title}</h2>
        <p>{children}</p>
        {actions && <div className={style.actions}>{actions}</div>}
      </section>
    </div>
  );
}
