import GitBranch from "lucide-react/icons/git-branch";
import LinkIcon from "lucide-react/icons/link";
import Pause from "lucide-react/icons/pause";
import Play from "lucide-react/icons/play";
import SkipBack from "lucide-react/icons/skip-back";
import SkipForward from "lucide-react/icons/skip-forward";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { Replay } from "../../schema/messages/replay.ts";
import { copyLink } from "../panels/conversation/copy-link.ts";
import { IconButton } from "../panels/parts/button.tsx";
import { linkToReplay } from "../state/read-link.ts";
import { formatClock } from "../words/format-clock.ts";
import { SPEEDS, type Playback } from "./playback.ts";
import style from "./replay.module.css";
import type { TimeLine } from "./time-line.ts";
import { stepBy } from "./use-playback.ts";

type ControlsProps = { replay: Replay; line: TimeLine; playback: Playback; onBranch: () => void };

export function ReplayControls({ replay: { circleId, placeId }, line, playback, onBranch }: ControlsProps) {
  const { t } = useTranslation("replay");
  const isPlaying = useStore(playback, (state) => state.isPlaying);
  const speed = useStore(playback, (state) => state.speed);
  const isBefore = useStore(playback, ({ at }) => line.turnAt(at) === -1);
  const copy = () => {
    const turnId = line.turns[line.turnAt(playback.getState().at)]?.turn.id ?? null;
    void copyLink(linkToReplay(circleId, turnId), t("copied"));
  };
  return (
    <div className={style.controls} title={t("keys")}>
      <IconButton label={t("before")} shortcut="ArrowLeft" onClick={() => stepBy(-1, playback, line)}>
        <SkipBack />
      </IconButton>
      <IconButton label={isPlaying ? t("pause") : t("play")} shortcut="Space" onClick={playback.toggle}>
        {isPlaying ? <Pause /> : <Play />}
      </IconButton>
      <IconButton label={t("after")} shortcut="ArrowRight" onClick={() => stepBy(1, playback, line)}>
        <SkipForward />
      </IconButton>
      <Clock line={line} playback={playback} />
      <label className={style.speed}>
        <span>{t("speed")}</span>
        <select
          value={speed}
          onChange={({ target }) =>
            playback.setState({ speed: SPEEDS.find((known) => `${known}` === target.value) ?? 1 })
          }
        >
          {SPEEDS.map((known) => (
            <option key={known} value={known}>
              {t("times", { speed: known })}
            </option>
          ))}
        </select>
      </label>
      {placeId !== "" && (
        <IconButton label={t("branch")} shortcut="B" disabled={isBefore} onClick={onBranch}>
          <GitBranch />
        </IconButton>
      )}
      <IconButton label={t("copy")} onClick={copy}>
        <LinkIcon />
      </IconButton>
    </div>
  );
}

function Clock({ line, playback }: Pick<ControlsProps, "line" | "playback">) {
  const { t } = useTranslation("replay");
  const at = useStore(playback, (state) => formatClock(state.at));
  return (
    <span className={style.clock} aria-hidden>
      {t("moment", { at, length: formatClock(line.lengthMs) })}
    </span>
  );
}
