/** When a circle sleeps, pauses and ends: nobody has anything to say, nobody is there, or the voices fail. */
import { message, type Message } from "../../schema/messages/message.ts";
import { noticeOf } from "../messages/notice-of.ts";
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
 * somebody joins or asks for a turn. People present get a notice.
 */
export function fallSilent({ circle, now, effects }: Advance): void {
  circle.silentSince = now;
  if (peopleOf(circle).length === 0 || personasOf(circle).length < 2) return;
  effects.push(notify("info", message("nothing-to-add", { minutes: SILENT_END_MS / 60_000 })));
}

/** Waits longer after each consecutive failure, and then pauses instead of spending on a voice that does not work. */
export function countFailure(advance: Advance, problem: Message): void {
  const { circle, now, effects } = advance;
  circle.failuresInRow += 1;
  circle.retryAt = now + RETRY_AFTER_FAILURE_MS * 2 ** (circle.failuresInRow - 1);
  if (circle.failuresInRow < FAILURES_UNTIL_PAUSE) return;
  circle.paused = true;
  const values = { count: circle.failuresInRow, problem };
  circle.pausedWhy = message("paused-failing", values);
  effects.push(notify("error", message("voice-failing", values)));
}

/** Without budget every further turn would be refused, too: nothing is tried until somebody resumes. */
export function suspendCircle({ circle, effects }: Advance, problem: Message): void {
  circle.paused = true;
  circle.pausedWhy = problem;
  effects.push(notify("warning", message("budget-suspended", { problem: message("paused-budget", { problem }) })));
}

/** Whether nothing was ever said in it, so that there is nothing to come back to. */
export const isUnused = ({ lastSpeakerId, committing }: Circle): boolean =>
  lastSpeakerId === null && committing.size === 0;

const notify = (...notice: Parameters<typeof noticeOf>) => ({ type: "notice" as const, ...noticeOf(...notice) });

export type Ending = { at: number; said: Message };

/**
 * When the circle ends on its own if nothing else happens; null if it does not.
 * Personas left by their people keep talking while somebody watches; unwatched they part after a while.
 */
export function endingOf(circle: Circle): Ending | null {
  if (circle.isOfSession) return null;
  const personas = personasOf(circle).length;
  if (circle.peopleGoneSince !== null) {
    if (circle.members.length < 2)
      return {
        at: circle.peopleGoneSince + EMPTY_END_MS,
        said: message("circle-ended-empty"),
      };
    if (circle.silentSince !== null)
      return {
        at: circle.silentSince,
        said: message("circle-ended-silent"),
      };
    if (circle.unwatchedSince === null) return null;
    const since = Math.max(circle.peopleGoneSince, circle.unwatchedSince);
    return {
      at: since + PEOPLE_GONE_END_MS,
      said: message("circle-ended-unheard"),
    };
  }
  if (circle.silentSince === null || circle.paused || circle.mode === "manual" || personas < 2) return null;
  return {
    at: circle.silentSince + SILENT_END_MS,
    said: message("circle-ended-silent"),
  };
}

/** Ends the circle; nobody may be speaking. */
export function endCircle({ circle, now, effects }: Advance, said: Message): void {
  circle.endedAt = now;
  effects.push(notify("info", said), { type: "end" });
}
