/** Receives what minds send for a turn, spoken or drafted, and stops minds that go on too long. */
import { message, type Message } from "../../schema/messages/message.ts";
import { NO_SPENDING, type SpeechEnd } from "../turn/speech-end.ts";
import type { Circle } from "./circle.ts";
import type { Advance } from "./circle-event.ts";
import { suspendCircle } from "./circle-silence.ts";
import { TURN_MAX_CHARACTERS, TURN_MAX_MS } from "./circle-times.ts";

export function receiveText(advance: Advance, work: number, received: string): void {
  const { speaking, upcoming } = advance.circle;
  const text = received.replaceAll("\0", ""); // no database takes it
  let length = 0;
  if (speaking?.work === work && !speaking.end) {
    speaking.pending += text;
    length = speaking.shown.length + speaking.pending.length;
  } else if (upcoming?.work === work && upcoming.step === "drafting") {
    upcoming.text += text;
    length = upcoming.text.length;
  }
  if (length > TURN_MAX_CHARACTERS) stopWork(advance, work, "failed", message("turn-runaway"));
}

/** The mind has finished, or reports what it had spent until it was stopped. */
export function receiveEnd(advance: Advance, work: number, end: SpeechEnd): void {
  const { circle, effects } = advance;
  const { inputTokens, outputTokens, costNano, voice } = end;
  const spending = { inputTokens, outputTokens, costNano, voice };
  const held = [circle.speaking, circle.upcoming].find((turn) => turn?.work === work);
  if (!held) return void effects.push({ type: "bill", work, spending });
  held.billed = true;
  if (held.end) Object.assign(held.end, spending);
  else endWork(advance, work, end);
}

/** A turn must not hold the floor forever: what was said by then is kept. */
export function stopSlowSpeech(advance: Advance): void {
  const turn = turnAtWork(advance.circle);
  if (!turn || advance.now < turn.startedAt + TURN_MAX_MS) return;
  const said = "text" in turn ? turn.text : turn.shown + turn.pending;
  const seconds = TURN_MAX_MS / 1000;
  if (said) stopWork(advance, turn.work, "interrupted", message("turn-too-slow-kept", { seconds }));
  else stopWork(advance, turn.work, "failed", message("turn-too-slow", { seconds }));
}

/** When the current work will have taken too long; null when there is none. */
export function slowAt(circle: Circle): number | null {
  const turn = turnAtWork(circle);
  return turn && turn.startedAt + TURN_MAX_MS;
}

function turnAtWork({ speaking, upcoming }: Circle) {
  if (speaking && !speaking.end) return speaking;
  return upcoming?.step === "drafting" ? upcoming : null;
}

/** Settles how the turn ends; its cost is reported later. */
function stopWork(advance: Advance, work: number, status: SpeechEnd["status"], problem: Message): void {
  advance.effects.push({ type: "abandon", work });
  endWork(advance, work, { ...NO_SPENDING, status, problem });
}

function endWork(advance: Advance, work: number, end: SpeechEnd): void {
  const { speaking, upcoming, mode } = advance.circle;
  if (speaking?.work === work) speaking.end = end;
  if (upcoming?.work !== work || upcoming.step !== "drafting") return;
  upcoming.end = end;
  upcoming.step = end.status === "failed" ? "failed" : "ready";
  // In auto mode the turn begins at once and ends as failed, so that everybody sees it first.
  if (end.overBudget && mode === "manual") suspendCircle(advance, end.problem ?? message("turn-without-reason"));
}
