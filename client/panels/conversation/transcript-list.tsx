import ArrowDown from "lucide-react/icons/arrow-down";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../state/place-store.ts";
import { useScreen } from "../../state/screen.ts";
import type { Turn } from "../../state/transcript.ts";
import { NewLine } from "../history/new-line.tsx";
import { useReadMark } from "../history/use-read-mark.ts";
import { Button } from "../parts/button.tsx";
import style from "./conversation.module.css";
import { BranchNote } from "./branch-note.tsx";
import { FromStart } from "./from-start.tsx";
import { SoFar } from "./so-far.tsx";
import { Starters } from "./starters.tsx";
import { TurnRow } from "./turn-row.tsx";
import { useTurnList } from "./use-turn-list.ts";
import { WhoTypes } from "./who-types.tsx";

type TranscriptListProps = {
  circleId: string;
  /** The circle's. */
  language: string;
  /** The search text; "" for none. */
  query: string;
  /** Null when the reader may not reply. */
  onReply: ((turn: Turn) => void) | null;
};

const NO_IDS: string[] = [];

/** Everything said, oldest first. */
export const TranscriptList = memo(function TranscriptList(props: TranscriptListProps) {
  const { circleId, language, query, onReply } = props;
  const { t } = useTranslation();
  const turnIds = usePlace((view) => view.transcripts[circleId]?.turnIds) ?? NO_IDS;
  const { scroller, list, shown, isAtEnd } = useTurnList(circleId, turnIds);
  const lastSaidId = usePlace((view) => view.transcripts[circleId]?.endedTurns.at(-1)?.id) ?? null;
  // Nobody reads what a dialog covers; the studio shows it.
  const isCovered = useScreen(({ page, dialog, studio }) => dialog !== null || (page !== null && studio === null));
  const readTo = useReadMark(circleId, isAtEnd && !isCovered ? lastSaidId : null);

  return (
    <>
      <BranchNote circleId={circleId} />
      <SoFar circleId={circleId} />
      <FromStart circleId={circleId} turnIds={turnIds} />
      <div className={style.said}>
        <div
          ref={scroller}
          className={style.scroller}
          tabIndex={0}
          role="region"
          aria-label={t("conversation.transcript")}
        >
          {turnIds.length === 0 && <Starters circleId={circleId} canSpeak={onReply !== null} />}
          <div ref={list.containerRef} className={style.turns}>
            <ol>
              {list.getVirtualItems().map(({ key, index }) => (
                <li
                  key={key}
                  ref={list.measureElement}
                  className={style.place}
                  data-index={index}
                  aria-setsize={turnIds.length}
                  aria-posinset={index + 1}
                >
                  {readTo !== null && index > 0 && turnIds[index - 1] === readTo && <NewLine />}
                  <TurnRow
                    index={index}
                    circleId={circleId}
                    language={language}
                    query={query}
                    isLast={index === turnIds.length - 1}
                    isShown={shown.shownId === key}
                    takesFocus={shown.shownId === key && shown.takesFocus}
                    onFocused={shown.onFocused}
                    onReply={onReply}
                  />
                </li>
              ))}
            </ol>
            <WhoTypes circleId={circleId} />
          </div>
        </div>
        {!isAtEnd && turnIds.length > 0 && (
          <Button className={style.toEnd} onClick={() => list.scrollToEnd()}>
            <ArrowDown aria-hidden /> {t("conversation.toEnd")}
          </Button>
        )}
      </div>
    </>
  );
});
