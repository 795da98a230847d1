/** When nobody has anything to say, nobody is there, or the voices fail: how a circle rests, pauses and ends. */
import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import { peopleOf, personasOf, type Circle } from "./circle.ts";
import type { Advance } from "./circle-event.ts";
import {
  EMPTY_END_MS,
  FAILURES_UNTIL_PAUSE,
  PEOPLE_GONE_END_MS,
  RETRY_AFTER_FAILURE_MS,
  SILENT_END_MS,
} from "./circle-times.ts";

/**
 * The minds have nothing to add, or only repeat themselves: nobody speaks until a person does,
 * somebody joins or asks for a turn. People present are told.
 */
export function fallSilent({ circle, now, effects }: Advance): void {
  circle.silentSince = now;
  if (peopleOf(circle).length === 0 || personasOf(circle).length < 2) return;
  const minutes = SILENT_END_MS / 60_000;
  const text = `Nobody has anything to add. Say something to go on; otherwise the conversation ends in ${minutes} minutes.`;
  effects.push({ type: "notice", code: "nothing-to-add", level: "info", text, values: { minutes } });
}

/** Waits longer after each failure in a row, and pauses rather than spend on a voice that is gone. */
export function countFailure(advance: Advance, problem: string): void {
  const { circle, now, effects } = advance;
  circle.failuresInRow += 1;
  circle.retryAt = now + RETRY_AFTER_FAILURE_MS * 2 ** (circle.failuresInRow - 1);
  if (circle.failuresInRow < FAILURES_UNTIL_PAUSE) return;
  circle.paused = true;
  circle.pausedWhy = `${circle.failuresInRow} turns in a row failed. ${problem}`;
  const text = `The conversation is paused: ${circle.pausedWhy} Resume to try again.`;
  const values = { count: circle.failuresInRow, problem };
  effects.push({ type: "notice", code: "voice-failing", level: "error", text, values });
}

/** Without a budget every further turn would be refused as well: nothing is tried until somebody resumes. */
export function suspendCircle({ circle, effects }: Advance, problem: string): void {
  circle.paused = true;
  circle.pausedWhy = problem;
  const text = `The conversation is paused: ${problem} Resume to go on.`;
  effects.push({ type: "notice", code: "budget-suspended", level: "warning", text, values: { problem } });
}

/** Nothing was ever said in it, so there is nothing to come back to. */
export const isUnused = ({ lastSpeakerId, committing }: Circle): boolean =>
  lastSpeakerId === null && committing.size === 0;

export type Ending = { at: number } & Pick<ServerMessages["notice"], "code" | "text">;

/**
 * When the circle ends by itself if nothing else happens; null: not.
 * Personas left by their people talk on while somebody watches; unwatched they part after a while.
 */
export function endingOf(circle: Circle): Ending | null {
  const personas = personasOf(circle).length;
  if (circle.peopleGoneSince !== null) {
    if (circle.members.length < 2)
      return {
        at: circle.peopleGoneSince + EMPTY_END_MS,
        code: "circle-ended-empty",
        text: "The conversation ended: everybody has left.",
      };
    if (circle.silentSince !== null)
      return {
        at: circle.silentSince,
        code: "circle-ended-silent",
        text: "The conversation ended: nobody had anything to add.",
      };
    if (circle.unwatchedSince === null) return null;
    const since = Math.max(circle.peopleGoneSince, circle.unwatchedSince);
    return {
      at: since + PEOPLE_GONE_END_MS,
      code: "circle-ended-unheard",
      text: "The conversation ended: nobody was there to hear it.",
    };
  }
  if (circle.silentSince === null || circle.paused || circle.mode === "manual" || personas < 2) return null;
  return {
    at: circle.silentSince + SILENT_END_MS,
    code: "circle-ended-silent",
    text: "The conversation ended: nobody had anything to add. Its transcript is kept.",
  };
}

/** Ends the circle; nobody may be speaking. */
export function endCircle({ circle, now, effects }: Advance, { code, text }: Pick<Ending, "code" | "text">): void {
  circle.endedAt = now;
  effects.push({ type: "notice", code, level: "info", text }, { type: "end" });
}
