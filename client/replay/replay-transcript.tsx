import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { isMotionReduced } from "../state/settings.ts";
import { formatClock } from "../words/format-clock.ts";
import type { Playback } from "./playback.ts";
import style from "./replay.module.css";
import type { TimedTurn, TimeLine } from "./time-line.ts";

type TranscriptProps = { line: TimeLine; playback: Playback; language: string };

/** What was said, following the replay; a turn leads to its moment. */
export function ReplayTranscript({ line, playback, language }: TranscriptProps) {
  const { t } = useTranslation("replay");
  const list = useRef<HTMLOListElement>(null);
  const current = useStore(playback, ({ at }) => line.turnAt(at));

  useEffect(() => {
    const { current: scrolled } = list;
    const turn = scrolled?.children[current];
    if (!scrolled || !(turn instanceof HTMLElement)) return;
    const top = turn.offsetTop - scrolled.offsetTop - (scrolled.clientHeight - turn.offsetHeight) / 2;
    scrolled.scrollTo({ top, behavior: isMotionReduced() ? "auto" : "smooth" });
  }, [current]);

  return (
    <section className={style.transcript} aria-label={t("transcript")}>
      <ol ref={list} tabIndex={0}>
        {line.turns.map((timed, index) => (
          <Turn
            key={timed.turn.id}
            timed={timed}
            number={index + 1}
            isCurrent={index === current}
            playback={playback}
            language={language}
          />
        ))}
      </ol>
    </section>
  );
}

type TurnProps = {
  timed: TimedTurn;
  number: number;
  isCurrent: boolean;
  playback: Playback;
  language: string;
};

const Turn = memo(function Turn({ timed: { turn, from }, number, isCurrent, playback, language }: TurnProps) {
  const { t } = useTranslation("replay");
  return (
    <li aria-current={isCurrent || undefined}>
      <button
        type="button"
        aria-label={t("goTo", { number, name: turn.speakerName })}
        onClick={() => playback.goTo(from)}
      >
        <strong dir="auto">{turn.speakerName}</strong> <span>{formatClock(from)}</span>
        {turn.edits > 0 && <span> {t("edited")}</span>}
      </button>
      <p dir="auto" lang={language}>
        {turn.text}
      </p>
    </li>
  );
});
