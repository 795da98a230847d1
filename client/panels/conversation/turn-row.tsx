import CornerDownRight from "lucide-react/icons/corner-down-right";
import Flag from "lucide-react/icons/flag";
import Pencil from "lucide-react/icons/pencil";
import Link2 from "lucide-react/icons/link-2";
import Reply from "lucide-react/icons/reply";
import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { setMuted, useIsMuted } from "../../state/mutes.ts";
import { usePlace } from "../../state/place-store.ts";
import { useIsFacilitator } from "../../state/rights.ts";
import { linkToTurn } from "../../state/read-link.ts";
import { openDialog, showTurn } from "../../state/screen.ts";
import type { Turn } from "../../state/transcript.ts";
import { IconButton } from "../parts/button.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import style from "./conversation.module.css";
import { copyLink } from "./copy-link.ts";
import { splitByQuery } from "./find-in-turns.ts";
import { Reactions, ReactionMenu } from "./reactions.tsx";
import { TurnCost } from "./turn-cost.tsx";
import { TurnMark } from "./turn-mark.tsx";

type TurnRowProps = {
  /** Index among the circle's turns: the row reads its turn itself, so that an arriving word redraws no other row. */
  index: number;
  circleId: string;
  /** The circle's. */
  language: string;
  /** The search text; "" for none. */
  query: string;
  isLast: boolean;
  /** Whether it is the target of a link, a reply or a search. */
  isShown: boolean;
  takesFocus: boolean;
  onFocused: () => void;
  onReply: ((turn: Turn) => void) | null;
};

export const TurnRow = memo(function TurnRow({ index, circleId, language, query, ...row }: TurnRowProps) {
  const { isLast, isShown, takesFocus, onFocused, onReply } = row;
  const { t } = useTranslation();
  const article = useRef<HTMLElement>(null);
  const turn = usePlace((view) => view.transcripts[circleId]?.turns[index]);
  const look = usePlace((view) => view.avatars[turn?.speakerId ?? ""]?.look ?? null);
  const isSpeakerMuted = useIsMuted(turn?.speakerId);
  useEffect(() => {
    if (!takesFocus) return;
    article.current?.focus({ preventScroll: true });
    onFocused();
  }, [takesFocus, onFocused]);
  if (!turn) return null;
  return (
    <div
      className={style.turn}
      data-status={turn.status}
      data-kind={turn.speakerKind}
      data-shown={isShown || undefined}
    >
      <MaskChip look={look} name={turn.speakerName} size={36} />
      <article ref={article} tabIndex={-1} aria-label={t("conversation.turnBy", { name: turn.speakerName })}>
        <header>
          <Speaker turn={turn} />
          <TimeAgo at={turn.startedAt} className={style.time} />
          <TurnCost turn={turn} />
          {turn.edits > 0 && (
            <button type="button" className={style.edited} onClick={() => showWordings(circleId, turn)}>
              {t("turn.edited")}
            </button>
          )}
          {turn.status !== "speaking" && <TurnActions turn={turn} circleId={circleId} onReply={onReply} />}
        </header>
        {turn.replyTo && <Answered circleId={circleId} turnId={turn.replyTo} />}
        {isSpeakerMuted ? (
          <Muted turn={turn} />
        ) : (
          <p className={style.text} dir="auto" lang={language}>
            <Marked text={turn.text} query={query} />
            {turn.status === "speaking" && <span className={style.caret} aria-hidden />}
          </p>
        )}
        <TurnMark turn={turn} circleId={circleId} canAskAgain={onReply !== null} isLast={isLast} />
        <Reactions turn={turn} canReact={onReply !== null} />
      </article>
    </div>
  );
});

function Muted({ turn: { speakerId, speakerName: name } }: { turn: Turn }) {
  const { t } = useTranslation();
  return (
    <p className={style.mutedText}>
      {t("mute.words", { name })}{" "}
      <button type="button" className={style.speaker} onClick={() => setMuted(speakerId, false)}>
        {t("mute.showAgain")}
      </button>
    </p>
  );
}

function Speaker({ turn: { speakerId, speakerName, speakerKind } }: { turn: Turn }) {
  if (speakerKind !== "persona")
    return (
      <strong className={style.speaker} dir="auto">
        {speakerName}
      </strong>
    );
  return (
    <button
      type="button"
      className={style.speaker}
      dir="auto"
      onClick={() => openDialog({ kind: "persona", personaId: speakerId })}
    >
      {speakerName}
    </button>
  );
}

function TurnActions({ turn, circleId, onReply }: Pick<TurnRowProps, "circleId" | "onReply"> & { turn: Turn }) {
  const { t } = useTranslation();
  const placeId = usePlace((view) => view.place?.id ?? "");
  const myId = usePlace((view) => view.myId);
  const isFacilitator = useIsFacilitator();
  const isOpener = usePlace((view) => view.circles[circleId]?.members[0] === myId);
  const mayEdit =
    turn.text !== "" && (turn.speakerKind === "person" ? turn.speakerId === myId : isFacilitator || isOpener);
  return (
    <span className={style.turnActions}>
      <IconButton
        label={t("conversation.copyTurnLink")}
        onClick={() => void copyLink(linkToTurn(placeId, circleId, turn.id), t("circle.linkCopied"))}
      >
        <Link2 />
      </IconButton>
      {turn.speakerId !== myId && (
        <IconButton label={t("report.turnBy", { name: turn.speakerName })} onClick={() => reportTurn(turn)}>
          <Flag />
        </IconButton>
      )}
      {mayEdit && (
        <IconButton label={t("turn.edit")} onClick={() => showWordings(circleId, turn)}>
          <Pencil />
        </IconButton>
      )}
      {onReply && (
        <>
          <ReactionMenu turnId={turn.id} />
          <IconButton label={t("conversation.replyTo", { name: turn.speakerName })} onClick={() => onReply(turn)}>
            <Reply />
          </IconButton>
        </>
      )}
    </span>
  );
}

const showWordings = (circleId: string, { id: turnId }: Turn): void =>
  openDialog({ kind: "wordings", circleId, turnId });

const reportTurn = ({ id: turnId, speakerName: name, text: quote }: Turn): void =>
  openDialog({ kind: "report", subject: { name, turnId, quote } });

function Marked({ text, query }: { text: string; query: string }) {
  if (query === "") return text;
  return splitByQuery(text, query).map((piece, index) => (index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece));
}

/** The turn that a reply answers; pressing it shows that turn. */
function Answered({ circleId, turnId }: { circleId: string; turnId: string }) {
  const answered = usePlace((view) => view.transcripts[circleId]?.turns.findLast(({ id }) => id === turnId));
  const isSpeakerMuted = useIsMuted(answered?.speakerId);
  return (
    answered && (
      <button type="button" className={style.answered} onClick={() => showTurn({ circleId, turnId, takesFocus: true })}>
        <CornerDownRight size={13} aria-hidden /> <bdi>{answered.speakerName}</bdi>:{" "}
        <bdi>{isSpeakerMuted ? "…" : answered.text}</bdi>
      </button>
    )
  );
}
