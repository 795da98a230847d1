import { Tabs } from "@base-ui/react/tabs";
import { lazy, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { GalleryQuestion } from "../../../schema/messages/gallery.ts";
import type { Session } from "../../../schema/messages/session.ts";
import { Questions } from "../../gallery/questions.tsx";
import { VotePanel } from "../../gallery/vote-panel.tsx";
import { Part } from "../../panels/overlays/part.tsx";
import parts from "../../panels/parts/parts.module.css";
import { Shortcut } from "../../panels/parts/shortcut.tsx";
import { Loading } from "../../panels/parts/states.tsx";
import { TabCount } from "../../panels/parts/tab-count.tsx";
import { useGalleries } from "../../state/gallery.ts";
import { usePlace } from "../../state/place-store.ts";
import { SessionMoney } from "../money/session-money.tsx";
import { Invitations } from "../prepare/invitations.tsx";
import { PeopleList } from "../prepare/people-list.tsx";
import { ProbePanel } from "../probe/probe-panel.tsx";
import { loadPageWords } from "../../words/start-words.ts";
import { linkToOneSession } from "../session-link.ts";
import { useAct } from "../sessions-api.ts";
import studio from "../studio.module.css";
import { BackChannelPanel } from "./back-channel-panel.tsx";
import style from "./live.module.css";
import { RecordList } from "./record-list.tsx";
import { StagePass } from "./stage-pass.tsx";
import { SIDE_TABS, TAB_KEYS, type SideTab, type StudioView } from "./use-studio.ts";
import { useTabCounts } from "./use-tab-counts.ts";
import { WhisperForm } from "./whisper-form.tsx";

const LiveOutcome = lazy(async () => {
  const [outcome] = await Promise.all([import("../../panels/outcome/live-outcome.tsx"), loadPageWords()]);
  return { default: outcome.LiveOutcome };
});

const FIELDS = "input:not([type=hidden]), select, textarea";

type SidePanelProps = {
  session: Session;
  view: StudioView;
  onTab: (tab: SideTab) => void;
};

/** At the right of the studio. Each tab keeps what was written in it, and scrolls by itself. */
export function SidePanel({ session, view: { tab, focusAsked }, onTab }: SidePanelProps) {
  const { t } = useTranslation("studio");
  const { id } = session;
  const counts = useTabCounts(session);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focusAsked === 0) return;
    const panel = root.current?.querySelector<HTMLElement>("[role=tabpanel]:not([inert])");
    const fields = [...(panel?.querySelectorAll<HTMLElement>(FIELDS) ?? [])];
    (fields.find((field) => field.checkVisibility()) ?? panel)?.focus();
  }, [focusAsked]);
  const content: Record<SideTab, React.ReactNode> = {
    people: (
      <>
        <PeopleList id={id} />
        <Invitations id={id} />
      </>
    ),
    questions: <GalleryQuestions session={session} />,
    probe: (
      <>
        <a className={studio.back} href={linkToOneSession(id, "groups")}>
          {t("groups.fromStudio")}
        </a>
        <ProbePanel id={id} isOver={false} />
      </>
    ),
    themes: <Themes session={session} />,
    whisper: <WhisperForm session={session} />,
    observers: <BackChannelPanel id={id} />,
    record: <RecordList id={id} />,
    money: <SessionMoney session={session} />,
  };
  return (
    <Tabs.Root ref={root} className={style.tabs} value={tab} onValueChange={onTab}>
      <Tabs.List className={parts.tabs}>
        {SIDE_TABS.map((name) => (
          <Tabs.Tab key={name} className={parts.tab} value={name} aria-keyshortcuts={TAB_KEYS[name]}>
            {t(`live.tabs.${name}`)} <TabCount count={counts[name]} /> <Shortcut keys={TAB_KEYS[name]} />
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {SIDE_TABS.map((name) => (
        <Tabs.Panel key={name} keepMounted className={style.tabPanel} value={name}>
          {content[name]}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

/** What comes out so far, with its quotations: it forms while people talk. */
function Themes({ session: { circleId } }: { session: Session }) {
  const { t } = useTranslation("studio");
  const circle = usePlace(({ circles }) => circles[circleId ?? ""]);
  if (!circle) return <p className={studio.soft}>{t("live.noCircle")}</p>;
  return (
    <Part waiting={<Loading />}>
      <LiveOutcome circle={circle} />
    </Part>
  );
}

/** What the gallery asks, and how it votes. */
function GalleryQuestions({ session: { id, circleId, plan } }: { session: Session }) {
  const { t } = useTranslation("studio");
  const gallery = useGalleries(({ byCircle }) => byCircle[circleId ?? ""]);
  const act = useAct(id);
  if (circleId === null || !gallery) return <p className={studio.soft}>{t("live.noCircle")}</p>;
  const toStage = ({ askerId, askerName }: GalleryQuestion) => (
    <StagePass
      name={askerName}
      onSet={(body) => act.mutate({ method: "PUT", path: `/people/${encodeURIComponent(askerId)}`, body })}
    />
  );
  return (
    <>
      {act.isError && (
        <p className={studio.problem} role="alert">
          {t("live.noStage")}
        </p>
      )}
      <VotePanel circle={{ id: circleId, topic: plan.topic }} gallery={gallery} as="leader" />
      <Questions circleId={circleId} gallery={gallery} as="leader" toStage={toStage} />
    </>
  );
}
