import Lock from "lucide-react/icons/lock";
import { useTranslation } from "react-i18next";
import type { ConversationSummary } from "../../../schema/messages/conversation.ts";
import { TextField } from "../parts/field.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { MoreButton } from "../people/more-button.tsx";
import { useConversations } from "./history-api.ts";
import style from "./history.module.css";

type ListProps = { wanted: string; onWanted: (words: string) => void; onOpen: (circleId: string) => void };

export function ConversationList({ wanted, onWanted, onOpen }: ListProps) {
  const { t } = useTranslation();
  const list = useConversations(wanted.trim());
  const found = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const isSearching = wanted.trim() !== "";
  return (
    <div className={style.page}>
      <TextField label={t("history.find")} value={wanted} type="search" maxLength={200} onText={onWanted} />
      {list.isPending && <Loading />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && found.length === 0 && (
        <Empty title={isSearching ? t("history.notFound") : t("history.none")}>
          {isSearching ? t("history.notFoundText") : t("history.noneText")}
        </Empty>
      )}
      <ul className={style.list}>
        {found.map((conversation) => (
          <Row key={conversation.circleId} conversation={conversation} onOpen={onOpen} />
        ))}
      </ul>
      <MoreButton list={list} />
    </div>
  );
}

type RowProps = { conversation: ConversationSummary; onOpen: (circleId: string) => void };

function Row({ conversation, onOpen }: RowProps) {
  const { t, i18n } = useTranslation();
  const { circleId, title, topic, kind, isPrivate, turnCount, participants, createdAt, endedAt, found } = conversation;
  return (
    <li>
      <button type="button" className={style.open} onClick={() => onOpen(circleId)}>
        <strong>
          {isPrivate && <Lock size={14} aria-label={t("circle.private")} />} <bdi>{title || topic}</bdi>
        </strong>
        <span>
          {t(`kinds.${kind}`)} · {t("count.turns", { count: turnCount })} · <TimeAgo at={createdAt} />
          {endedAt === null && ` · ${t("history.open")}`}
        </span>
        {participants.length > 0 && <span dir="auto">{new Intl.ListFormat(i18n.language).format(participants)}</span>}
        {found !== null && <q dir="auto">{found}</q>}
      </button>
    </li>
  );
}
