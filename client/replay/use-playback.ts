import { useEffect } from "react";
import { useScreen } from "../state/screen.ts";
import type { Playback } from "./playback.ts";
import type { TimeLine } from "./time-line.ts";

/** Time passes while it plays. */
export function usePlaybackClock(playback: Playback): void {
  useEffect(() => {
    let frame = 0;
    let last = 0;
    const run = (now: number) => {
      playback.advance(last === 0 ? 0 : now - last);
      last = now;
      if (playback.getState().isPlaying) frame = requestAnimationFrame(run);
    };
    const stop = playback.subscribe(({ isPlaying }, before) => {
      if (!isPlaying || before.isPlaying) return;
      last = 0;
      frame = requestAnimationFrame(run);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [playback]);
}

/** To the turn before or after the current one. */
export function stepBy(by: 1 | -1, playback: Playback, line: TimeLine): void {
  const index = Math.max(0, line.turnAt(playback.getState().at) + by);
  const next = line.turns[index];
  if (next) playback.goTo(next.from);
}

/** Space plays, arrows step by turn, B branches: before the world's controls, which would roam. */
export function useReplayKeys(playback: Playback, line: TimeLine, branch: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || useScreen.getState().dialog !== null) return;
      const target = event.target as HTMLElement;
      if (target.matches("select, textarea, input:not([type=range])")) return;
      if (event.key === " " && !target.closest("button, a")) playback.toggle();
      else if (event.key === "ArrowLeft") stepBy(-1, playback, line);
      else if (event.key === "ArrowRight") stepBy(1, playback, line);
      else if (event.key.toLowerCase() === "b") branch();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    addEventListener("keydown", onKey, { capture: true });
    return () => removeEventListener("keydown", onKey, { capture: true });
  }, [playback, line, branch]);
}
