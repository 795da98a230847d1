import { Tabs } from "@base-ui/react/tabs";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { findShownCircle, type ShownCircle } from "../../state/find-shown-circle.ts";
import { usePlace } from "../../state/place-store.ts";
import { showConversation, useScreen } from "../../state/screen.ts";
import { emptyTranscript, type Turn } from "../../state/transcript.ts";
import { CircleMeter } from "../money/meter/circle-meter.tsx";
import parts from "../parts/parts.module.css";
import { Composer } from "./composer.tsx";
import { ConversationHeader } from "./conversation-header.tsx";
import { DraftCard } from "./draft-card.tsx";
import { NoConversation } from "./no-conversation.tsx";
import { useSwipe } from "../parts/use-swipe.ts";
import { ShareOfTalk } from "./share-of-talk.tsx";
import { Sheet } from "./sheet.tsx";
import { TranscriptList } from "./transcript-list.tsx";
import { Watching } from "./watching.tsx";
import style from "./conversation.module.css";

/** `isFixed`: part of the page (text view), not something to open and close. */
export function ConversationPanel({ isFixed = false }: { isFixed?: boolean }) {
  const { t } = useTranslation();
  const isOpen = useScreen((screen) => screen.isConversationOpen) || isFixed;
  const shown = useShownCircle();
  const shownId = shown?.circle.id;

  // Joining a circle is reason enough to show what is said in it.
  useEffect(() => {
    if (shownId) showConversation(true);
  }, [shownId]);

  if (!isOpen) return null;
  return (
    <Sheet label={t("conversation.title")} isEmpty={shown === null} isFixed={isFixed}>
      {shown ? <Conversation key={shown.circle.id} shown={shown} /> : <NoConversation />}
    </Sheet>
  );
}

function useShownCircle(): ShownCircle | null {
  const circles = usePlace((view) => view.circles);
  const ownCircleId = usePlace((view) => view.avatars[view.myId]?.circleId ?? "");
  const followedCircleId = usePlace((view) => view.followedCircleId);
  const transcripts = usePlace((view) => view.transcripts);
  return findShownCircle({ circles, ownCircleId, followedCircleId, transcripts });
}

function Conversation({ shown: { circle, as } }: { shown: ShownCircle }) {
  const { t } = useTranslation();
  const transcript = usePlace((view) => view.transcripts[circle.id]) ?? emptyTranscript(circle.id);
  const [replyTo, setReplyTo] = useState<Turn | null>(null);
  const isMember = as === "member";
  const [tab, setTab] = useState("transcript");
  return (
    <>
      <ConversationHeader circle={circle} isMember={isMember} />
      <CircleMeter circle={circle} isMember={isMember} />
      <Tabs.Root
        className={style.tabs}
        value={tab}
        onValueChange={setTab}
        {...useSwipe(
          () => setTab("people"),
          () => setTab("transcript"),
        )}
      >
        <Tabs.List className={parts.tabs}>
          <Tabs.Tab className={parts.tab} value="transcript">
            {t("conversation.transcript")}
          </Tabs.Tab>
          <Tabs.Tab className={parts.tab} value="people">
            {t("conversation.people")}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel className={style.panel} value="transcript">
          <TranscriptList circle={circle} turns={transcript.turns} onReply={isMember ? setReplyTo : null} />
        </Tabs.Panel>
        <Tabs.Panel className={style.panel} value="people">
          <ShareOfTalk circle={circle} turns={transcript.turns} isMember={isMember} />
        </Tabs.Panel>
      </Tabs.Root>
      {isMember && circle.mode === "manual" && <DraftCard circle={circle} draft={transcript.draft} />}
      {isMember ? (
        <Composer circle={circle} replyTo={replyTo} onReplyDone={() => setReplyTo(null)} />
      ) : (
        <Watching circle={circle} isFollowing={as === "follower"} />
      )}
    </>
  );
}
