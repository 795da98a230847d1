import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import { DraftCard } from "../../panels/conversation/draft-card.tsx";
import { TranscriptList } from "../../panels/conversation/transcript-list.tsx";
import { Button } from "../../panels/parts/button.tsx";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { problemText } from "../../words/problem-text.ts";
import { PressTwice } from "../press-twice.tsx";
import style from "../studio.module.css";
import { Floor } from "./floor.tsx";
import { GuideLine } from "./guide-line.tsx";
import { SidePanel } from "./side-panel.tsx";
import { useStudio } from "./use-studio.ts";

/** The studio while a session runs: guide, floor and transcript, people and record. */
export function LivePage({ session }: { session: Session }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const circle = usePlace((view) => view.circles[session.circleId ?? ""]);
  const isSeated = usePlace((view) => view.avatars[view.myId]?.circleId === session.circleId);
  const root = useRef<HTMLDivElement>(null);
  const studio = useStudio(session, root);
  const { isPaused, isFrozen } = studio;
  return (
    // Focusable, so that its keys work wherever one has clicked in it.
    <div className={style.live} ref={root} tabIndex={-1}>
      <header className={style.head}>
        <h3 dir="auto">{session.plan.title}</h3>
        <span role="status">{t(`status.${session.status}`)}</span>
        <span role="status">{studio.isLead ? t("live.youLead") : t("live.leads", { name: session.lead.name })}</span>
        {!studio.isLead && (
          <Button aria-keyshortcuts="L" onClick={studio.takeLead}>
            {t("live.takeLead")}
          </Button>
        )}
        {isFrozen && <strong role="status">{t("live.frozen")}</strong>}
        {studio.error !== null && (
          <p className={style.problem} role="alert">
            {problemText(studio.error, common)}
          </p>
        )}
      </header>
      <div className={style.columns}>
        <section aria-label={t("live.guide")} className={style.column}>
          <GuideLine session={session} onSection={studio.moveTo} isSeated={isSeated} />
        </section>
        <Stage session={session} isSeated={isSeated} onMute={studio.mute} />
        <SidePanel session={session} field={studio.questionField} />
      </div>
      <footer className={style.bar}>
        <Button look="primary" aria-keyshortcuts="N" disabled={!studio.hasNext} onClick={studio.next}>
          {t("live.next")}
        </Button>
        <Button aria-keyshortcuts="P" disabled={!circle || isFrozen} onClick={studio.togglePause}>
          {isPaused ? t("live.resume") : t("live.pause")}
        </Button>
        <Button aria-keyshortcuts="F" aria-pressed={isFrozen} onClick={studio.toggleFrozen}>
          {isFrozen ? t("live.unfreeze") : t("live.freeze")}
        </Button>
        <Button aria-keyshortcuts="K" disabled={!studio.canPin} onClick={studio.pin}>
          {t("live.pin")}
        </Button>
        <PressTwice again={t("live.endSure")} onDone={studio.end}>
          {t("live.end")}
        </PressTwice>
        <small className={style.soft}>{t("live.keys")}</small>
      </footer>
    </div>
  );
}

type StageProps = { session: Session; isSeated: boolean; onMute: (memberId: string, muted: boolean) => void };

function Stage({ session, isSeated, onMute }: StageProps) {
  const { t } = useTranslation("studio");
  const circle = usePlace((view) => view.circles[session.circleId ?? ""]);
  return (
    <section aria-label={t("live.transcript")} className={style.stage}>
      {circle ? (
        <>
          <Floor circle={circle} session={session} onMute={onMute} />
          {circle.mode === "manual" && <DraftCard circle={circle} />}
          <div className={style.transcript}>
            <TranscriptList circleId={circle.id} language={session.plan.language} query="" onReply={null} />
          </div>
          {!isSeated && (
            <Button onClick={() => void tryIntent("join-circle", { circleId: circle.id })}>{t("live.sit")}</Button>
          )}
        </>
      ) : (
        <p className={style.soft}>{t("live.noCircle")}</p>
      )}
    </section>
  );
}
