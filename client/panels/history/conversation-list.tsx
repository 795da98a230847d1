import Lock from "lucide-react/icons/lock";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationSummary } from "../../../schema/messages/conversation.ts";
import { ChoiceField, TextField } from "../parts/field.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { MoreButton } from "../people/more-button.tsx";
import { useConversations } from "./history-api.ts";
import { linkToConversation } from "./history-link.ts";
import { UnreadCount } from "./unread-count.tsx";
import style from "./history.module.css";

const SHOWS = ["current", "archived"] as const;

export function ConversationList() {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const [shows, setShows] = useState<(typeof SHOWS)[number]>("current");
  const list = useConversations(wanted.trim(), shows);
  const found = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const isSearching = wanted.trim() !== "";
  return (
    <div className={style.page}>
      <TextField label={t("history.find")} value={wanted} type="search" maxLength={200} onText={setWanted} />
      <ChoiceField
        label={t("history.show")}
        value={shows}
        options={SHOWS.map((value) => ({ value, label: t(`history.shows.${value}`) }))}
        onChoose={setShows}
      />
      {list.isPending && <Loading />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && found.length === 0 && (
        <Empty
          title={
            isSearching ? t("history.notFound") : t(shows === "archived" ? "history.noneArchived" : "history.none")
          }
        >
          {isSearching ? t("history.notFoundText") : shows === "current" && t("history.noneText")}
        </Empty>
      )}
      <ul className={style.list}>
        {found.map((conversation) => (
          <Row key={conversation.circleId} conversation={conversation} />
        ))}
      </ul>
      <MoreButton list={list} />
    </div>
  );
}

function Row({ conversation }: { conversation: ConversationSummary }) {
  const { t, i18n } = useTranslation();
  const { circleId, title, topic, kind, isPrivate, turnCount, participants, createdAt, endedAt } = conversation;
  const { found, unreadCount } = conversation;
  return (
    <li>
      <a className={style.open} href={linkToConversation(circleId)}>
        <strong>
          {isPrivate && <Lock size={14} aria-label={t("circle.private")} />} <bdi>{title || topic}</bdi>{" "}
          <UnreadCount count={unreadCount} />
        </strong>
        <span>
          {t(`kinds.${kind}`)} · {t("count.turns", { count: turnCount })} · <TimeAgo at={createdAt} />
          {endedAt === null && ` · ${t("history.open")}`}
        </span>
        {participants.length > 0 && <span dir="auto">{new Intl.ListFormat(i18n.language).format(participants)}</span>}
        {found !== null && <q dir="auto">{found}</q>}
      </a>
    </li>
  );
}
