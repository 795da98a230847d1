import { Tabs } from "@base-ui/react/tabs";
import ArrowLeft from "lucide-react/icons/arrow-left";
import Play from "lucide-react/icons/play";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "../../../schema/messages/conversation.ts";
import { linkToReplay } from "../../state/read-link.ts";
import { OutcomePanel } from "../outcome/outcome-panel.tsx";
import { Button } from "../parts/button.tsx";
import parts from "../parts/parts.module.css";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { SaveConversation } from "./save-conversation.tsx";
import { useConversation } from "./history-api.ts";
import style from "./history.module.css";

type PastProps = { circleId: string; onBack: () => void };

/** A stored conversation, with the way back to the list. */
export function PastConversation({ circleId, onBack }: PastProps) {
  const { t } = useTranslation();
  return (
    <div className={style.page}>
      <div>
        <Button look="quiet" onClick={onBack}>
          <ArrowLeft aria-hidden /> {t("history.back")}
        </Button>
      </div>
      <StoredConversation circleId={circleId} />
    </div>
  );
}

/** What was said, and its outcome. */
export function StoredConversation({ circleId }: { circleId: string }) {
  const conversation = useConversation(circleId);
  if (conversation.data) return <Stored conversation={conversation.data} />;
  if (conversation.isPending) return <Loading lines={8} />;
  return <Problem error={conversation.error} onRetry={() => void conversation.refetch()} />;
}

function Stored({ conversation: { circleId, title, topic, kind, turns } }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const [tab, setTab] = useState("transcript");
  const [shownId, setShownId] = useState<string | null>(null);
  const showTurn = useCallback((turnId: string) => {
    setShownId(turnId);
    setTab("transcript");
  }, []);
  const speakerOf = (turnId: string) => turns.find(({ id }) => id === turnId)?.speakerName ?? null;
  const listTurns = () => turns.filter(({ text, status }) => status !== "failed" && text.trim() !== "");
  return (
    <>
      <header className={style.head}>
        <h3 dir="auto">{title || topic}</h3>
        <a className={parts.button} href={linkToReplay(circleId, null)}>
          <Play aria-hidden /> {t("history.replay")}
        </a>
        <SaveConversation circleId={circleId} title={title || topic} />
      </header>
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
          <StoredTurns turns={turns} shownId={shownId} />
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

function StoredTurns({ turns, shownId }: { turns: Conversation["turns"]; shownId: string | null }) {
  const { t } = useTranslation();
  const shown = useRef<HTMLElement>(null);
  useEffect(() => {
    shown.current?.scrollIntoView({ block: "center" });
    shown.current?.focus({ preventScroll: true });
  }, [shownId]);
  if (turns.length === 0) return <Empty title={t("conversation.silent")} />;
  return (
    <ol className={style.turns}>
      {turns.map(({ id, speakerName, startedAt, text }) => (
        <li key={id} data-shown={id === shownId || undefined}>
          <article
            ref={id === shownId ? shown : undefined}
            tabIndex={-1}
            aria-label={t("conversation.turnBy", { name: speakerName })}
          >
            <strong dir="auto">{speakerName}</strong> <TimeAgo at={startedAt} />
            <p dir="auto">{text}</p>
          </article>
        </li>
      ))}
    </ol>
  );
}
