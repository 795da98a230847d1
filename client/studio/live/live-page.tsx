import Command from "lucide-react/icons/command";
import ListOrdered from "lucide-react/icons/list-ordered";
import Users from "lucide-react/icons/users";
import X from "lucide-react/icons/x";
import { useEffect, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import { Button, IconButton } from "../../panels/parts/button.tsx";
import { useHasPicture, useScreen } from "../../state/screen.ts";
import { problemText } from "../../words/problem-text.ts";
import { PressTwice } from "../press-twice.tsx";
import { SessionHeader } from "../session-header.tsx";
import { CommandPalette } from "./command-palette.tsx";
import { GuideLine } from "./guide-line.tsx";
import style from "./live.module.css";
import { SidePanel } from "./side-panel.tsx";
import { Talk } from "./talk.tsx";
import { useStudioKeys } from "./use-studio-keys.ts";
import { useStudio, type Studio } from "./use-studio.ts";
import { WorldWindow } from "./world-window.tsx";

/** The studio while a session runs: guide, the world with the talk below it, and everything else at the right. */
export function LivePage({ session }: { session: Session }) {
  const { t } = useTranslation("studio");
  const root = useRef<HTMLDivElement>(null);
  const studio = useStudio(session);
  const { view, show } = studio;
  const hasPicture = useHasPicture();
  useStudioKeys(root, studio);
  const { circleId } = session;
  useLayoutEffect(() => useScreen.setState({ studio: { circleId } }), [circleId]);
  useEffect(() => () => useScreen.setState({ studio: null }), []);
  // Its keys act at once. What had the focus before, such as the button that started the session, may be gone.
  useEffect(() => {
    const frame = requestAnimationFrame(() => root.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, []);
  const closeDrawer = (
    <IconButton className={style.closeDrawer} label={t("live.closeDrawer")} onClick={() => show({ drawer: null })}>
      <X />
    </IconButton>
  );
  return (
    // Focusable, so that its keys work wherever one has clicked in it.
    <div className={style.live} ref={root} tabIndex={-1}>
      <Head session={session} studio={studio} />
      <section aria-label={t("live.guide")} className={style.guide} data-open={view.drawer === "guide" || undefined}>
        {closeDrawer}
        <GuideLine session={session} sit={studio.action("sit")} onSection={studio.moveTo} />
      </section>
      <div className={style.middle}>
        {hasPicture && <WorldWindow session={session} />}
        <Talk session={session} studio={studio} />
      </div>
      <section aria-label={t("live.side")} className={style.side} data-open={view.drawer === "side" || undefined}>
        {closeDrawer}
        <SidePanel session={session} view={view} onTab={(tab) => show({ tab })} />
      </section>
      <Bar studio={studio} />
      {view.isPaletteOpen && <CommandPalette actions={studio.actions} onClose={() => show({ isPaletteOpen: false })} />}
    </div>
  );
}

function Head({ session, studio }: { session: Session; studio: Studio }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const { isLead, act, action } = studio;
  return (
    <div className={style.head}>
      <SessionHeader session={session}>
        <span role="status">{isLead ? t("live.youLead") : t("live.leads", { name: session.lead.name })}</span>
        {!isLead && (
          <Button shortcut={action("lead").keys} onClick={action("lead").run}>
            {t("live.takeLead")}
          </Button>
        )}
      </SessionHeader>
      {act.error !== null && (
        // Over what is below it, so that nothing moves.
        <p className={style.problem} role="alert">
          {problemText(act.error, common)}
        </p>
      )}
    </div>
  );
}

function Bar({ studio }: { studio: Studio }) {
  const { t } = useTranslation("studio");
  const { view, show, action, end, endButton } = studio;
  const [next, pause, freeze, pin] = ["next", "pause", "freeze", "pin"].map(action);
  const drawers = [
    { drawer: "guide", keys: "G", Icon: ListOrdered, label: t("live.openGuide") },
    { drawer: "side", keys: "I", Icon: Users, label: t("live.side") },
  ] as const;
  return (
    <footer className={style.bar}>
      {drawers.map(({ drawer, keys, Icon, label }) => (
        <IconButton
          key={drawer}
          className={style.openDrawer}
          label={label}
          shortcut={keys}
          aria-expanded={view.drawer === drawer}
          onClick={() => show({ drawer: view.drawer === drawer ? null : drawer })}
        >
          <Icon />
        </IconButton>
      ))}
      {[next!, pause!, freeze!, pin!].map(({ id, label, keys, isOff, run }) => (
        <Button key={id} look={id === "next" ? "primary" : "plain"} shortcut={keys} disabled={isOff} onClick={run}>
          {label}
        </Button>
      ))}
      <PressTwice ref={endButton} shortcut={action("end").keys} again={t("live.endSure")} onDone={end}>
        {t("live.end")}
      </PressTwice>
      <Button className={style.actions} shortcut="/ Control+K" onClick={() => show({ isPaletteOpen: true })}>
        <Command aria-hidden /> {t("live.palette")}
      </Button>
    </footer>
  );
}
