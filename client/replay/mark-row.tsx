import Diamond from "lucide-react/icons/diamond";
import Pin from "lucide-react/icons/pin";
import { useTranslation } from "react-i18next";
import { ReactionIcon } from "../panels/parts/reactions/reaction-icon.tsx";
import { useReactionName } from "../panels/parts/reactions/use-reaction-name.ts";
import type { TurnMarks } from "./marks.ts";
import type { Playback } from "./playback.ts";
import style from "./replay.module.css";
import type { TimeLine } from "./time-line.ts";

type RowProps = { marks: readonly TurnMarks[]; line: TimeLine; playback: Playback };

/** A mark for each turn that somebody reacted to, that came to something, or that was pinned. */
export function MarkRow({ marks, line, playback }: RowProps) {
  const shown = marks.flatMap((mark) => {
    const timed = line.turns.find(({ turn }) => turn.id === mark.turnId);
    return timed ? [{ mark, timed }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <div className={style.marks}>
      {shown.map(({ mark, timed: { turn, from } }) => (
        <Mark
          key={turn.id}
          mark={mark}
          name={turn.speakerName}
          left={`${(from / line.lengthMs) * 100}%`}
          onOpen={() => playback.goTo(from)}
        />
      ))}
    </div>
  );
}

type MarkProps = { mark: TurnMarks; name: string; left: string; onOpen: () => void };

function Mark({ mark: { reactions, outcomes, pins }, name, left, onOpen }: MarkProps) {
  const { t, i18n } = useTranslation("replay");
  const nameOf = useReactionName();
  const what = [
    ...pins.map((note) => (note === "" ? t("pinned") : t("pinnedWith", { note }))),
    ...(outcomes > 0 ? [t("outcomes", { count: outcomes })] : []),
    ...reactions.map(({ emoji, count }) => t("reacted", { reaction: nameOf(emoji), count })),
  ];
  const label = t("mark", { name, what: new Intl.ListFormat(i18n.language).format(what) });
  return (
    <button type="button" style={{ left }} aria-label={label} title={label} onClick={onOpen}>
      {pins.length > 0 ? <Pin /> : outcomes > 0 ? <Diamond /> : <ReactionIcon emoji={reactions[0]!.emoji} />}
    </button>
  );
}
