import { Tabs } from "@base-ui/react/tabs";
import Search from "lucide-react/icons/search";
import { lazy, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import { GalleryTabs } from "../../gallery/gallery-tabs.tsx";
import { OnStage } from "../../gallery/on-stage.tsx";
import { useHasGallery } from "../../gallery/use-has-gallery.ts";
import { findShownCircle, type ShownCircle } from "../../state/find-shown-circle.ts";
import { usePlace } from "../../state/place-store.ts";
import { showConversation, useScreen } from "../../state/screen.ts";
import type { Turn } from "../../state/transcript.ts";
import { loadPageWords } from "../../words/start-words.ts";
import { CircleMeter } from "../money/meter/circle-meter.tsx";
import { Part } from "../overlays/part.tsx";
import { IconButton } from "../parts/button.tsx";
import parts from "../parts/parts.module.css";
import { Loading } from "../parts/states.tsx";
import { Composer } from "./composer.tsx";
import { ConversationHeader } from "./conversation-header.tsx";
import { DraftCard } from "./draft-card.tsx";
import { FindBar } from "./find-bar.tsx";
import { NoConversation } from "./no-conversation.tsx";
import { PeopleTab } from "./people-tab.tsx";
import { useSwipe } from "../parts/use-swipe.ts";
import { ShownBySession } from "./shown-by-session.tsx";
import { Sheet } from "./sheet.tsx";
import { TranscriptList } from "./transcript-list.tsx";
import { useFind } from "./use-find.ts";
import { useCircleSession } from "./use-circle-session.ts";
import { useOutcomeNews } from "./use-outcome-news.ts";
import { Watching } from "./watching.tsx";
import style from "./conversation.module.css";

const LiveOutcome = lazy(async () => {
  const [outcome] = await Promise.all([import("../outcome/live-outcome.tsx"), loadPageWords()]);
  return { default: outcome.LiveOutcome };
});

type Tab = "transcript" | "questions" | "vote" | "outcome" | "people";

/** Spectators have the gallery in the place of the floor; those who lead a circle have it once there is one. */
const tabsOf = (as: ShownCircle["as"], hasGallery: boolean): Tab[] =>
  as === "follower"
    ? ["transcript", "questions", "vote", "outcome"]
    : ["transcript", "outcome", "people", ...(hasGallery ? (["questions", "vote"] as const) : [])];

/** `isFixed`: part of the page (text view), so it cannot be opened or closed. */
export function ConversationPanel({ isFixed = false }: { isFixed?: boolean }) {
  const { t } = useTranslation();
  const isOpen = useScreen((screen) => screen.isConversationOpen) || isFixed;
  const shown = useShownCircle();
  const shownId = shown?.circle.id;
  const isPassing = shown?.as === "hearer";

  // Joining a circle opens its conversation. Somebody passing by still has to walk: a half-open
  // sheet would hide a phone's stick.
  useEffect(() => {
    if (!shownId) return;
    showConversation(true);
    useScreen.setState(({ sheet }) => ({ sheet: isPassing ? "low" : sheet === "low" ? "half" : sheet }));
  }, [shownId, isPassing]);

  if (!isOpen) return null;
  return (
    <Sheet label={t("conversation.title")} isEmpty={shown === null} isFixed={isFixed}>
      {shown ? <Conversation key={shown.circle.id} shown={shown} /> : <NoConversation />}
    </Sheet>
  );
}

function useShownCircle(): ShownCircle | null {
  return usePlace(
    useShallow((view) => findShownCircle({ ...view, ownCircleId: view.avatars[view.myId]?.circleId ?? "" })),
  );
}

/** Does not read the transcript: an arriving word redraws only its row. */
function Conversation({ shown: { circle, as } }: { shown: ShownCircle }) {
  const [replyTo, setReplyTo] = useState<Turn | null>(null);
  const onReplyDone = useCallback(() => setReplyTo(null), []);
  const { seat, isMember, maySteer, isFacilitator, gallery } = useCircleSession(circle, as);
  const [tab, setTab] = useState<Tab>("transcript");
  const hasGallery = useHasGallery(circle.id);
  const tabs = tabsOf(as, hasGallery);
  const turnBy = (step: number) => setTab(tabs[tabs.indexOf(tab) + step] ?? tab);
  const hasNews = useOutcomeNews(circle.id, tab === "outcome");
  // The target of a link, a reply or an outcome's item.
  const turnToShow = useScreen((screen) => screen.turnToShow);
  const [shownTurn, setShownTurn] = useState(turnToShow);
  if (turnToShow !== shownTurn) {
    setShownTurn(turnToShow);
    if (turnToShow?.circleId === circle.id) setTab("transcript");
  }
  const find = useFind(() => setTab("transcript"));
  return (
    <div className={style.conversation} role="presentation" onKeyDown={find.onKeyDown}>
      <ConversationHeader
        circle={circle}
        title={seat?.title}
        isMember={isMember}
        maySteer={maySteer}
        isFacilitator={isFacilitator}
      />
      <CircleMeter circle={circle} isMember={isMember} />
      <ShownBySession circle={circle} />
      <Tabs.Root
        className={style.tabs}
        value={tab}
        onValueChange={setTab}
        {...useSwipe(
          () => turnBy(1),
          () => turnBy(-1),
        )}
      >
        <TabBar tabs={tabs} chosen={tab} kind={circle.kind} hasNews={hasNews} find={find} />
        <Tabs.Panel className={style.panel} value="transcript">
          {find.query !== null && (
            <FindBar circleId={circle.id} query={find.query} onQuery={find.look} onClose={find.close} />
          )}
          <TranscriptList
            circleId={circle.id}
            language={circle.language}
            query={find.query ?? ""}
            onReply={isMember ? setReplyTo : null}
          />
        </Tabs.Panel>
        <Tabs.Panel className={style.panel} value="outcome">
          <Part waiting={<Loading />}>
            <LiveOutcome circle={circle} />
          </Part>
        </Tabs.Panel>
        {tabs.includes("people") && (
          <Tabs.Panel className={style.panel} value="people">
            <PeopleTab circle={circle} isMember={isMember} maySteer={maySteer} />
          </Tabs.Panel>
        )}
        {tabs.includes("questions") && <GalleryTabs circle={circle} as={gallery} />}
      </Tabs.Root>
      {maySteer && circle.mode === "manual" && <DraftCard circle={circle} />}
      {isMember && seat && <OnStage seat={seat} />}
      {isMember ? (
        <Composer circleId={circle.id} replyTo={replyTo} onReplyDone={onReplyDone} />
      ) : (
        <Watching circle={circle} isFollowing={as === "follower"} seat={seat} />
      )}
    </div>
  );
}

type TabBarProps = {
  tabs: readonly Tab[];
  chosen: Tab;
  kind: ShownCircle["circle"]["kind"];
  hasNews: boolean;
  find: ReturnType<typeof useFind>;
};

function TabBar({ tabs, chosen, kind, hasNews, find }: TabBarProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  // Where they are wider than the panel, the chosen one is scrolled to the middle.
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (tab) list.current!.scrollLeft = tab.offsetLeft - (list.current!.clientWidth - tab.offsetWidth) / 2;
  }, [chosen]);
  return (
    <div className={style.tabBar}>
      <Tabs.List ref={list} className={parts.tabs}>
        {tabs.map((name) => (
          <Tabs.Tab key={name} className={parts.tab} value={name}>
            {name === "outcome" ? t(`outcomeTabs.${kind}`) : t(`conversation.tabs.${name}`)}
            {name === "outcome" && hasNews && (
              <span className={style.news} role="img" aria-label={t("conversation.outcomeNews")} />
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <IconButton
        label={t("conversation.find")}
        shortcut="Control+F"
        aria-expanded={find.query !== null}
        onClick={find.toggle}
      >
        <Search />
      </IconButton>
    </div>
  );
}
