import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import { readGuideClock } from "../../../schema/rules/guide-clock.ts";
import { Button } from "../../panels/parts/button.tsx";
import { useServerTime } from "../../state/use-server-time.ts";
import { formatClock } from "../../words/format-clock.ts";
import { MaterialView } from "../material/material-view.tsx";
import style from "../studio.module.css";
import { Prompts } from "./prompts.tsx";
import type { StudioAction } from "./studio-action.ts";

type GuideLineProps = {
  session: Session;
  /** Seats the facilitator, who says prompts from there. */
  sit: StudioAction;
  onSection: (section: number) => void;
};

/** The guide as a time line: the running section with time left and drift, its prompts as buttons. */
export function GuideLine({ session, sit, onSection }: GuideLineProps) {
  const { t } = useTranslation("studio");
  const { guide } = session.plan;
  const { section: current } = session.times;
  const isLive = session.status === "live";
  return (
    <ol className={style.line}>
      {guide.map((section, index) => (
        <li key={index} aria-current={index === current && isLive ? "step" : undefined}>
          <strong dir="auto">{section.title}</strong> <small>{t("live.minutes", { minutes: section.minutes })}</small>
          {index === current && isLive ? (
            <>
              <Clock session={session} />
              {section.material && <MaterialView sessionId={session.id} material={section.material} />}
              <Prompts session={session} sit={sit} />
            </>
          ) : (
            isLive && (
              <Button look="quiet" onClick={() => onSection(index)}>
                {t("live.goTo", { title: section.title })}
              </Button>
            )
          )}
        </li>
      ))}
    </ol>
  );
}

function Clock({ session }: { session: Session }) {
  const { t } = useTranslation("studio");
  const nowMs = useServerTime(session.now);
  const clock = readGuideClock(session.plan.guide, session.times, nowMs);
  if (!clock) return null;
  const { sectionLeftMs, driftMs } = clock;
  const left = formatClock(Math.abs(sectionLeftMs));
  const drift = { time: formatClock(Math.abs(driftMs)) };
  const isOnPlan = Math.abs(driftMs) < 30_000;
  return (
    <p className={style.clock}>
      <span>{sectionLeftMs >= 0 ? t("live.left", { time: left }) : t("live.over", { time: left })}</span>
      <small data-late={driftMs >= 30_000 || undefined}>
        {isOnPlan ? t("live.onPlan") : driftMs > 0 ? t("live.late", drift) : t("live.early", drift)}
      </small>
    </p>
  );
}
