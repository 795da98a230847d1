import { Tabs } from "@base-ui/react/tabs";
import ArrowLeft from "lucide-react/icons/arrow-left";
import Pencil from "lucide-react/icons/pencil";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "../../../schema/messages/conversation.ts";
import { useAccount } from "../../state/account.ts";
import { linkToPage } from "../../state/read-link.ts";
import { OutcomePanel } from "../outcome/outcome-panel.tsx";
import { IconButton } from "../parts/button.tsx";
import parts from "../parts/parts.module.css";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { ConversationTitle } from "./conversation-title.tsx";
import { ConversationTools } from "./conversation-tools.tsx";
import { NewLine } from "./new-line.tsx";
import { useReadMark } from "./use-read-mark.ts";
import { WordingsDialog } from "./wordings-dialog.tsx";
import { useConversation } from "./history-api.ts";
import { useConversationTurn } from "./history-link.ts";
import style from "./history.module.css";

/** A stored conversation, with the way back to the list. */
export function PastConversation({ circleId }: { circleId: string }) {
  const { t } = useTranslation();
  const turnId = useConversationTurn();
  return (
    <div className={style.page}>
      <div>
        <a className={parts.button} href={linkToPage("conversations")}>
          <ArrowLeft aria-hidden /> {t("history.back")}
        </a>
      </div>
      <StoredConversation circleId={circleId} turnId={turnId} />
    </div>
  );
}

type StoredConversationProps = {
  circleId: string;
  /** Shown at first. */
  turnId?: string | null;
};

/** What was said, and its outcome. */
export function StoredConversation({ circleId, turnId = null }: StoredConversationProps) {
  const conversation = useConversation(circleId);
  if (conversation.data) return <Stored key={turnId} conversation={conversation.data} turnId={turnId} />;
  if (conversation.isPending) return <Loading lines={8} />;
  return <Problem error={conversation.error} onRetry={() => void conversation.refetch()} />;
}

function Stored({ conversation, turnId: first }: { conversation: Conversation; turnId: string | null }) {
  const { circleId, title, topic, kind, turns } = conversation;
  const { t } = useTranslation();
  const [tab, setTab] = useState("transcript");
  const [shownId, setShownId] = useState(first);
  const showTurn = useCallback((turnId: string) => {
    setShownId(turnId);
    setTab("transcript");
  }, []);
  const speakerOf = (turnId: string) => turns.find(({ id }) => id === turnId)?.speakerName ?? null;
  const listTurns = () => turns.filter(({ text, status }) => status !== "failed" && text.trim() !== "");
  return (
    <>
      <ConversationTitle conversation={conversation} />
      <ConversationTools conversation={conversation} />
      <Tabs.Root value={tab} onValueChange={setTab}>
        <Tabs.List className={parts.tabs}>
          <Tabs.Tab className={parts.tab} value="transcript">
            {t("conversation.transcript")}
          </Tabs.Tab>
          <Tabs.Tab className={parts.tab} value="outcome">
            {t(`outcomeTabs.${kind}`)}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="transcript">
          <StoredTurns circleId={circleId} turns={turns} mayTitle={conversation.mayTitle} shownId={shownId} />
        </Tabs.Panel>
        <Tabs.Panel value="outcome">
          <OutcomePanel
            circleId={circleId}
            topic={title || topic}
            kind={kind}
            mayEnlarge={false}
            onTurn={showTurn}
            speakerOf={speakerOf}
            listTurns={listTurns}
          />
        </Tabs.Panel>
      </Tabs.Root>
    </>
  );
}

type TurnsProps = Pick<Conversation, "circleId" | "turns" | "mayTitle"> & { shownId: string | null };

function StoredTurns({ circleId, turns, mayTitle, shownId }: TurnsProps) {
  const { t } = useTranslation();
  const myId = useAccount(({ account }) => account?.user.id);
  const [editedId, setEditedId] = useState<string | null>(null);
  const readTo = useReadMark(circleId, turns.at(-1)?.id ?? null);
  const shown = useRef<HTMLElement>(null);
  useEffect(() => {
    shown.current?.scrollIntoView({ block: "center" });
    shown.current?.focus({ preventScroll: true });
  }, [shownId]);
  if (turns.length === 0) return <Empty title={t("conversation.silent")} />;
  return (
    <>
      <ol className={style.turns}>
        {turns.map(({ id, speakerId, speakerKind, speakerName, startedAt, text, edits }, at) => (
          <li key={id} data-shown={id === shownId || undefined}>
            {readTo !== null && turns[at - 1]?.id === readTo && <NewLine />}
            <article
              ref={id === shownId ? shown : undefined}
              tabIndex={-1}
              aria-label={t("conversation.turnBy", { name: speakerName })}
            >
              <strong dir="auto">{speakerName}</strong> <TimeAgo at={startedAt} />{" "}
              {edits > 0 && (
                <button type="button" className={style.edited} onClick={() => setEditedId(id)}>
                  {t("turn.edited")}
                </button>
              )}
              {(speakerKind === "person" ? speakerId === myId : mayTitle) && (
                <IconButton label={t("turn.edit")} onClick={() => setEditedId(id)}>
                  <Pencil />
                </IconButton>
              )}
              <p dir="auto">{text}</p>
            </article>
          </li>
        ))}
      </ol>
      {editedId !== null && <WordingsDialog circleId={circleId} turnId={editedId} onClose={() => setEditedId(null)} />}
    </>
  );
}
