import type { Transcript, Turn } from "../state/transcript.ts";

type Transcripts = Record<string, Transcript>;

/** Turns that were being spoken before and have ended now. Turns that had ended when they arrived are history, not news. */
export function newlyEndedTurns(before: Transcripts, now: Transcripts): Turn[] {
  if (before === now) return [];
  return Object.values(now).flatMap((transcript) => {
    const previous = before[transcript.circleId];
    if (!previous || previous.endedTurns === transcript.endedTurns) return [];
    const speaking = new Set(previous.turns.filter((turn) => turn.status === "speaking").map((turn) => turn.id));
    return transcript.endedTurns.filter((turn) => turn.text !== "" && speaking.has(turn.id));
  });
}
