import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionSeat } from "../../../schema/messages/session-seat.ts";
import { Button } from "../../panels/parts/button.tsx";
import { usePlace } from "../../state/place-store.ts";
import { closePage, useScreen } from "../../state/screen.ts";
import { visitPlace } from "../../state/visit.ts";
import { problemText } from "../../words/problem-text.ts";
import { BackChannelPanel } from "../live/back-channel-panel.tsx";
import { MaterialView } from "../material/material-view.tsx";
import { PressTwice } from "../press-twice.tsx";
import { OwnProbe } from "../probe/own-probe.tsx";
import { useAct } from "../sessions-api.ts";
import style from "../studio.module.css";
import { goToSeat, isWatcher } from "./go-to-seat.ts";

/** What somebody who came by a link sees: the consent form, the waiting room, the way in. */
export function SeatPage({ seat }: { seat: SessionSeat }) {
  const { t } = useTranslation("studio");
  const placeId = usePlace((view) => view.place?.id);
  const role = usePlace((view) => view.role);
  const isElsewhere = placeId !== undefined && placeId !== seat.placeId;
  const { id } = seat;
  useEffect(() => useScreen.setState({ attending: { id, placeId: seat.placeId } }), [id, seat.placeId]);
  return (
    <article className={style.seat}>
      <h3 dir="auto">{seat.title}</h3>
      <p className={style.soft} dir="auto">
        {seat.topic}
      </p>
      <Step seat={seat} />
      {isElsewhere && <Button onClick={() => void visitPlace(seat.placeId, role)}>{t("seat.place")}</Button>}
    </article>
  );
}

function Step({ seat }: { seat: SessionSeat }) {
  const { t } = useTranslation("studio");
  if (seat.attendance === "dismissed" || seat.attendance === "withdrawn")
    return <Told title={t("seat.out")}>{t("seat.outText")}</Told>;
  if (seat.status === "ended")
    return (
      <>
        <Told title={t("seat.over")}>{t("seat.overText")}</Told>
        <Withdraw seat={seat} />
      </>
    );
  if (seat.role === "participant" && seat.needsConsent) return <ConsentForm seat={seat} />;
  if (seat.attendance === "waiting")
    return (
      <>
        <Told title={t("seat.waiting")}>
          {t("seat.waitingText")} <Begins at={seat.startsAt} />
        </Told>
        <Withdraw seat={seat} />
      </>
    );
  // Before it begins there is nothing to watch yet.
  const canGo = seat.status === "live" || !isWatcher(seat);
  return (
    <>
      <Told title={t("seat.in")}>
        {seat.role === "participant" ? t("seat.inText") : t("seat.listening", { role: t(`roles.${seat.role}`) })}{" "}
        {!canGo && t("seat.waitHere")} <Begins at={seat.startsAt} />
      </Told>
      {canGo && (
        <Button look="primary" onClick={() => void goToSeat(seat)}>
          {t("seat.go")}
        </Button>
      )}
      {seat.material && <MaterialView sessionId={seat.id} material={seat.material} />}
      <OwnProbe id={seat.id} />
      {seat.role === "observer" && <BackChannelPanel id={seat.id} />}
      {seat.role === "spectator" && seat.needsConsent && (
        <>
          <p>{t("seat.stage")}</p>
          <ConsentForm seat={seat} />
        </>
      )}
      <Withdraw seat={seat} />
    </>
  );
}

function Told({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div role="status">
      <h4>{title}</h4>
      <p>{children}</p>
    </div>
  );
}

function Begins({ at }: { at: string | null }) {
  const { t, i18n } = useTranslation("studio");
  const [now] = useState(() => Date.now());
  if (at === null || Date.parse(at) < now) return null;
  return t("seat.begins", {
    at: new Date(at).toLocaleString(i18n.language, { dateStyle: "medium", timeStyle: "short" }),
  });
}

function ConsentForm({ seat }: { seat: SessionSeat }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const act = useAct(seat.id);
  return (
    <>
      <h4>{t("seat.consent")}</h4>
      {/* A scrollable region must be focusable by keyboard. */}
      <div className={style.consent} dir="auto" tabIndex={0}>
        {seat.consent}
      </div>
      <p>{t(seat.mayShare ? "seat.mayShare" : "seat.mayNotShare")}</p>
      <p>{t(seat.showsNames ? "seat.showsNames" : "seat.isNumbered")}</p>
      <div className={style.tools}>
        <Button onClick={closePage}>{t("seat.decline")}</Button>
        <Button
          look="primary"
          disabled={act.isPending}
          onClick={() => act.mutate({ method: "POST", path: "/consent", body: { version: seat.consentVersion } })}
        >
          {t("seat.agree")}
        </Button>
      </div>
      {act.isError && (
        <p className={style.problem} role="alert">
          {problemText(act.error, common)}
        </p>
      )}
    </>
  );
}

function Withdraw({ seat }: { seat: SessionSeat }) {
  const { t } = useTranslation("studio");
  const act = useAct(seat.id);
  return (
    <div>
      <PressTwice again={t("seat.withdrawSure")} onDone={() => act.mutate({ method: "DELETE", path: "/seat" })}>
        {t("seat.withdraw")}
      </PressTwice>
      <p className={style.soft}>{t("seat.withdrawText")}</p>
    </div>
  );
}
