/** Does what is due in a circle: the only place where turns are decided, drafted and begun. */
import { message, type Message } from "../../schema/messages/message.ts";
import { isCasual, isUnheard, peopleOf, statusOf, type Circle } from "./circle.ts";
import type { Advance } from "./circle-event.ts";
import { keepDebateClock, moveDebateOn } from "./circle-debate.ts";
import { endCircle, endingOf, isUnused } from "./circle-silence.ts";
import { beginTurn, cutSpeaking, showSpeech } from "./circle-speech.ts";
import {
  DELTA_INTERVAL_MS,
  ENDED_SHOWN_MS,
  HOLD_AFTER_KEY_MS,
  HOLD_AT_MOST_MS,
  SLEEP_AFTER_MS,
} from "./circle-times.ts";
import { decideNext, draftNext, dropUpcoming, parkUpcoming } from "./circle-upcoming.ts";
import { slowAt, stopSlowSpeech } from "./receive-speech.ts";

export function settleCircle(advance: Advance): void {
  const { circle, now, effects } = advance;
  endIfOver(advance);
  if (circle.endedAt !== null) return removeWhenShown(advance, circle.endedAt);

  stopSlowSpeech(advance);
  const status = statusOf(circle, now);
  keepDebateClock(advance);
  if (isUnheard(circle, now)) cutSpeaking(advance, message("turn-unheard"));
  const givesWay = isCasual(circle) && now < circle.givesWayUntil;
  if (status === "waiting" || status === "asleep" || givesWay) parkUpcoming(advance);
  if (status === "talking" && isFloorFree(circle)) {
    moveDebateOn(advance);
    takeTurn(advance, givesWay);
  }
  showSpeech(advance);
  // A turn that fails may have paused it.
  keepDebateClock(advance);

  const at = nextWakeAt(circle, now);
  if (at !== null) effects.push({ type: "wake", at });
}

function takeTurn(advance: Advance, givesWay: boolean): void {
  const { circle, now } = advance;
  if (!givesWay) decideNext(advance);
  const isHeld = holdBack(circle, now);
  // The person's message would discard it, and its whole prompt would have been paid for.
  if (!givesWay && (!isHeld || circle.mode === "manual")) draftNext(advance);
  if (isTurnDue(circle, now) && !isHeld) beginTurn(advance);
}

function endIfOver(advance: Advance): void {
  const { circle, now } = advance;
  const ending = circle.endedAt === null ? endingOf(circle) : null;
  if (!ending || now < ending.at || !isFloorFree(circle)) return;
  dropUpcoming(advance);
  endCircle(advance, ending.said);
}

/** Ends the circle now, even while somebody speaks. */
export function stopCircle(advance: Advance, problem: Message): void {
  cutSpeaking(advance, problem);
  dropUpcoming(advance);
  endCircle(advance, problem);
}

function removeWhenShown({ circle, now, effects }: Advance, endedAt: number): void {
  if (circle.committing.size > 0) return;
  const isNobodys = isUnused(circle) && peopleOf(circle).length === 0;
  const at = endedAt + (isNobodys ? 0 : ENDED_SHOWN_MS);
  effects.push(now < at ? { type: "wake", at } : { type: "remove" });
}

const isFloorFree = ({ speaking, committing, erasures }: Circle): boolean =>
  speaking === null && committing.size === 0 && erasures === 0;

function isTurnDue(circle: Circle, now: number): boolean {
  const { upcoming, mode, dueAt } = circle;
  if (!upcoming?.decision) return false;
  // Turns of small talk begin once they are fully written: they never have to break off to give way.
  const hasSomething = (upcoming.text !== "" && !isCasual(circle)) || upcoming.end !== null;
  const isDue = now >= dueAt || upcoming.end?.overBudget === true;
  return hasSomething && (upcoming.sent || (mode === "auto" && isDue));
}

/** SPEC C4: the next turn waits, and is not prepared, while somebody types, but not forever. */
function holdBack(circle: Circle, now: number): boolean {
  const isTyping = [...circle.lastKeyAt.values()].some((at) => now - at < HOLD_AFTER_KEY_MS);
  if (!isTyping) return false;
  if (now >= circle.dueAt) circle.heldSince ??= now;
  return circle.heldSince === null || now - circle.heldSince < HOLD_AT_MOST_MS;
}

/** When something may become due by time alone. An extra wake-up is harmless, a missing one is not. */
function nextWakeAt(circle: Circle, now: number): number | null {
  const times = [circle.dueAt, circle.retryAt, circle.givesWayUntil, endingOf(circle)?.at ?? 0, slowAt(circle) ?? 0];
  for (const keyAt of circle.lastKeyAt.values()) times.push(keyAt + HOLD_AFTER_KEY_MS);
  if (circle.heldSince !== null) times.push(circle.heldSince + HOLD_AT_MOST_MS);
  if (circle.unwatchedSince !== null) times.push(circle.unwatchedSince + SLEEP_AFTER_MS);
  if (circle.debate) times.push(circle.debate.endsAt);
  if (circle.speaking) times.push(circle.lastDeltaAt + DELTA_INTERVAL_MS);
  const next = Math.min(...times.filter((at) => at > now));
  return Number.isFinite(next) ? next : null;
}
