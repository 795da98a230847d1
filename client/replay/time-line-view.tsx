/** Sections as blocks, speakers as coloured lanes, and marks, over the slider that goes to a moment. */
import { useMemo, type CSSProperties, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { Replay, ReplayMember } from "../../schema/messages/replay.ts";
import { useOutcome } from "../panels/outcome/outcome-api.ts";
import { formatClock } from "../words/format-clock.ts";
import { collectMarks } from "./marks.ts";
import { MarkRow } from "./mark-row.tsx";
import type { Playback } from "./playback.ts";
import style from "./replay.module.css";
import type { TimeLine } from "./time-line.ts";

type LineProps = { replay: Replay; line: TimeLine; playback: Playback };

const LANE_HEIGHT = 10;
const STEP_MS = 100;

export function TimeLineView({ replay, line, playback }: LineProps) {
  const outcome = useOutcome(replay.circleId, replay.kind);
  const marks = useMemo(() => collectMarks(replay, outcome.data?.outcomes ?? []), [replay, outcome.data]);
  const speakers = replay.members.filter(({ id }) => line.turns.some(({ turn }) => turn.speakerId === id));
  return (
    <div className={style.line}>
      <Sections replay={replay} line={line} playback={playback} />
      <div className={style.lanes} aria-hidden>
        {speakers.map((member) => (
          <Lane key={member.id} member={member} line={line} playback={playback} />
        ))}
        <Playhead line={line} playback={playback} />
      </div>
      <MarkRow marks={marks} line={line} playback={playback} />
      <Scrubber line={line} playback={playback} />
    </div>
  );
}

/** A share of the line, in percent. */
const shareOf = (line: TimeLine, at: number) => (line.lengthMs === 0 ? 0 : (at / line.lengthMs) * 100);

function Sections({ replay: { sections }, line, playback }: LineProps) {
  const { t } = useTranslation("replay");
  if (sections.length === 0) return null;
  const starts = sections.map(({ at }) => line.lineAt(Date.parse(at)));
  return (
    <div className={style.sections}>
      {sections.map(({ title, at }, index) => {
        const start = starts[index]!;
        const width = shareOf(line, (starts[index + 1] ?? line.lengthMs) - start);
        return (
          <button
            key={at}
            type="button"
            style={{ left: `${shareOf(line, start)}%`, width: `${width}%` }}
            aria-label={t("section", { title })}
            title={title}
            dir="auto"
            onClick={() => playback.goTo(start)}
          >
            {title}
          </button>
        );
      })}
    </div>
  );
}

type LaneProps = { member: ReplayMember; line: TimeLine; playback: Playback };

function Lane({ member: { id, name, look }, line, playback }: LaneProps) {
  const path = useMemo(() => {
    const own = line.turns.filter(({ turn }) => turn.speakerId === id);
    return own.map(({ from, until }) => `M${from} 0H${until}V${LANE_HEIGHT}H${from}Z`).join("");
  }, [line, id]);
  const goTo = ({ currentTarget, clientX }: PointerEvent<SVGSVGElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    playback.goTo(((clientX - left) / width) * line.lengthMs);
  };
  return (
    <div className={style.lane}>
      <span dir="auto">{name}</span>
      <svg viewBox={`0 0 ${line.lengthMs} ${LANE_HEIGHT}`} preserveAspectRatio="none" onPointerDown={goTo}>
        <path d={path} style={{ "--speaker": look.palette[0] } as CSSProperties} vectorEffect="non-scaling-stroke" />
      </svg>
    </div>
  );
}

type MovingProps = { line: TimeLine; playback: Playback };

function Playhead({ line, playback }: MovingProps) {
  const at = useStore(playback, (state) => state.at);
  return <span className={style.playhead} style={{ "--share": shareOf(line, at) / 100 } as CSSProperties} />;
}

function Scrubber({ line, playback }: MovingProps) {
  const { t } = useTranslation("replay");
  const at = useStore(playback, (state) => Math.round(state.at / STEP_MS) * STEP_MS);
  const name = line.turns[line.turnAt(at)]?.turn.speakerName;
  const values = { at: formatClock(at), length: formatClock(line.lengthMs), name };
  return (
    <input
      className={style.scrubber}
      type="range"
      aria-label={t("line")}
      aria-valuetext={name === undefined ? t("moment", values) : t("momentBy", values)}
      min={0}
      max={Math.ceil(line.lengthMs)}
      step={STEP_MS}
      value={at}
      onChange={({ target }) => playback.goTo(Number(target.value))}
    />
  );
}
