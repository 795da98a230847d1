import { Tabs } from "@base-ui/react/tabs";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import { findShownCircle, type ShownCircle } from "../../state/find-shown-circle.ts";
import { usePlace } from "../../state/place-store.ts";
import { showConversation, useScreen } from "../../state/screen.ts";
import type { Turn } from "../../state/transcript.ts";
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
  return usePlace(
    useShallow((view) => findShownCircle({ ...view, ownCircleId: view.avatars[view.myId]?.circleId ?? "" })),
  );
}

/** Does not look into the transcript: what is said word by word is for its row alone. */
function Conversation({ shown: { circle, as } }: { shown: ShownCircle }) {
  const { t } = useTranslation();
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
          <TranscriptList circle={circle} onReply={isMember ? setReplyTo : null} />
        </Tabs.Panel>
        <Tabs.Panel className={style.panel} value="people">
          <ShareOfTalk circle={circle} isMember={isMember} />
        </Tabs.Panel>
      </Tabs.Root>
      {isMember && circle.mode === "manual" && <DraftCard circle={circle} />}
      {isMember ? (
        <Composer circle={circle} replyTo={replyTo} onReplyDone={() => setReplyTo(null)} />
      ) : (
        <Watching circle={circle} isFollowing={as === "follower"} />
      )}
    </>
  );
}
