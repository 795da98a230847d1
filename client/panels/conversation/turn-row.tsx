import CornerDownRight from "lucide-react/icons/corner-down-right";
import Reply from "lucide-react/icons/reply";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../state/place-store.ts";
import { openDialog } from "../../state/screen.ts";
import type { Turn } from "../../state/transcript.ts";
import { IconButton } from "../parts/button.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import style from "./conversation.module.css";
import { Reactions, ReactionMenu } from "./reactions.tsx";
import { TurnCost } from "./turn-cost.tsx";
import { TurnMark } from "./turn-mark.tsx";

type TurnRowProps = {
  /** Which of the circle's turns: the row reads it itself, so that words that arrive draw no other one. */
  index: number;
  circleId: string;
  /** The circle's. */
  language: string;
  isLast: boolean;
  onReply: ((turn: Turn) => void) | null;
};

export const TurnRow = memo(function TurnRow({ index, circleId, language, isLast, onReply }: TurnRowProps) {
  const { t } = useTranslation();
  const turn = usePlace((view) => view.transcripts[circleId]?.turns[index]);
  const look = usePlace((view) => view.avatars[turn?.speakerId ?? ""]?.look ?? null);
  if (!turn) return null;
  const isPersona = turn.speakerKind === "persona";
  return (
    <li className={style.turn} data-status={turn.status} data-kind={turn.speakerKind}>
      <MaskChip look={look} name={turn.speakerName} size={36} />
      <article aria-label={t("conversation.turnBy", { name: turn.speakerName })}>
        <header>
          {isPersona ? (
            <button
              type="button"
              className={style.speaker}
              dir="auto"
              onClick={() => openDialog({ kind: "persona", personaId: turn.speakerId })}
            >
              {turn.speakerName}
            </button>
          ) : (
            <strong className={style.speaker} dir="auto">
              {turn.speakerName}
            </strong>
          )}
          <TimeAgo at={turn.startedAt} className={style.time} />
          <TurnCost turn={turn} />
          {onReply && turn.status !== "speaking" && (
            <span className={style.turnActions}>
              <ReactionMenu turnId={turn.id} />
              <IconButton label={t("conversation.replyTo", { name: turn.speakerName })} onClick={() => onReply(turn)}>
                <Reply />
              </IconButton>
            </span>
          )}
        </header>
        {turn.replyTo && <Answered circleId={circleId} turnId={turn.replyTo} />}
        <p className={style.text} dir="auto" lang={language}>
          {turn.text}
          {turn.status === "speaking" && <span className={style.caret} aria-hidden />}
        </p>
        <TurnMark turn={turn} circleId={circleId} canAskAgain={onReply !== null} isLast={isLast} />
        <Reactions turn={turn} canReact={onReply !== null} />
      </article>
    </li>
  );
});

/** The turn that a reply answers. */
function Answered({ circleId, turnId }: { circleId: string; turnId: string }) {
  const answered = usePlace((view) => view.transcripts[circleId]?.turns.find(({ id }) => id === turnId));
  return (
    answered && (
      <p className={style.answered}>
        <CornerDownRight size={13} aria-hidden /> <bdi>{answered.speakerName}</bdi>: <bdi>{answered.text}</bdi>
      </p>
    )
  );
}
