import ArrowDown from "lucide-react/icons/arrow-down";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { usePlace } from "../../state/place-store.ts";
import type { Turn } from "../../state/transcript.ts";
import { Button } from "../parts/button.tsx";
import style from "./conversation.module.css";
import { Starters } from "./starters.tsx";
import { useStickToEnd } from "./use-stick-to-end.ts";
import { TurnRow } from "./turn-row.tsx";

type TranscriptListProps = {
  circle: CircleSnapshot;
  /** Null for who may not answer. */ onReply: ((turn: Turn) => void) | null;
};

const NO_IDS: string[] = [];

/** Everything said, oldest first. Stays at the end while one reads there, and never moves under who reads back. */
export function TranscriptList({ circle, onReply }: TranscriptListProps) {
  const { t } = useTranslation();
  const { scroller, isAtEnd, goToEnd, onScroll } = useStickToEnd();
  const turnIds = usePlace(useShallow((view) => view.transcripts[circle.id]?.turns.map(({ id }) => id) ?? NO_IDS));

  return (
    <div
      ref={scroller}
      className={style.scroller}
      tabIndex={0}
      role="region"
      aria-label={t("conversation.transcript")}
      onScroll={onScroll}
    >
      <div>
        {turnIds.length === 0 && <Starters circle={circle} canSpeak={onReply !== null} />}
        <ol className={style.turns}>
          {turnIds.map((id, index) => (
            <TurnRow
              key={id}
              index={index}
              circleId={circle.id}
              language={circle.language}
              isLast={index === turnIds.length - 1}
              onReply={onReply}
            />
          ))}
        </ol>
        <WhoTypes circle={circle} />
      </div>
      {!isAtEnd && (
        <Button className={style.toEnd} onClick={goToEnd}>
          <ArrowDown aria-hidden /> {t("conversation.toEnd")}
        </Button>
      )}
    </div>
  );
}

function WhoTypes({ circle }: { circle: CircleSnapshot }) {
  const { t, i18n } = useTranslation();
  const names = usePlace((view) =>
    circle.members
      .filter((id) => id !== view.myId && view.avatars[id]?.typing)
      .map((id) => view.avatars[id]?.name)
      .join("\n"),
  );
  const thinking = usePlace((view) => {
    const next = view.avatars[circle.nextSpeakerId];
    return next?.activity === "thinking" ? next.name : null;
  });
  if (names !== "") {
    const list = new Intl.ListFormat(i18n.language).format(names.split("\n"));
    return <p className={style.types}>{t("conversation.types", { names: list })}</p>;
  }
  return thinking && <p className={style.types}>{t("conversation.thinks", { name: thinking })}</p>;
}
