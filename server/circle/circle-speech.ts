/** The turn being spoken: begun, sent piece by piece, ended or cut. */
import { message, type Message } from "../../schema/messages/message.ts";
import { NO_SPENDING } from "../turn/speech-end.ts";
import type { Speaking } from "./circle.ts";
import type { Advance, TurnEnd } from "./circle-event.ts";
import { countFailure, suspendCircle } from "./circle-silence.ts";
import { DELTA_INTERVAL_MS, PARTIAL_SAVE_INTERVAL_MS } from "./circle-times.ts";
import { takeDelta } from "./take-delta.ts";

/** The draft becomes the turn that everybody hears. */
export function beginTurn({ circle, now, effects }: Advance): void {
  const { upcoming } = circle;
  if (!upcoming?.decision) return;
  const { decision, work, turnId, text, end, billed, startedAt, edited } = upcoming;
  const speakerId = decision.nextPersonaId;
  circle.speaking = {
    turnId,
    work,
    speakerId,
    shown: "",
    pending: text,
    end,
    billed,
    startedAt,
    deltas: 0,
    savedAt: now,
  };
  circle.upcoming = null;
  circle.asked = false;
  circle.heldSince = null;
  const speakerName = circle.members.find(({ id }) => id === speakerId)?.name ?? "";
  effects.push({ type: "begin-turn", turnId, speakerId, speakerName, decision, edited });
}

/** Sends the part of the arrived text that is due, and ends the turn once all of it has been sent. */
export function showSpeech(advance: Advance): void {
  const { circle, now, effects } = advance;
  const { speaking } = circle;
  if (!speaking || circle.frozen) return;
  const delta = takeDelta(speaking.pending);
  if (delta && now - circle.lastDeltaAt >= DELTA_INTERVAL_MS) {
    const text = delta.toWellFormed();
    speaking.pending = speaking.pending.slice(delta.length);
    speaking.shown += text;
    circle.lastDeltaAt = now;
    effects.push({ type: "show", turnId: speaking.turnId, seq: speaking.deltas++, text });
    savePartial(advance, speaking);
  }
  if (speaking.end && !takeDelta(speaking.pending))
    endSpeaking(advance, speaking, speaking.end.status, speaking.end.problem);
}

function savePartial({ now, effects }: Advance, speaking: Speaking): void {
  if (now - speaking.savedAt < PARTIAL_SAVE_INTERVAL_MS) return;
  speaking.savedAt = now;
  effects.push({ type: "save-partial", turnId: speaking.turnId, text: speaking.shown });
}

/** Stops the speaker within one token: what was shown is kept, and nothing is shown after it (SPEC C4). */
export function cutSpeaking(advance: Advance, problem: Message): void {
  const { speaking } = advance.circle;
  if (!speaking) return;
  if (!speaking.end) advance.effects.push({ type: "abandon", work: speaking.work });
  endSpeaking(advance, speaking, "interrupted", problem);
}

function endSpeaking(advance: Advance, speaking: Speaking, status: TurnEnd["status"], problem: Message | null): void {
  const { circle, effects } = advance;
  const { turnId, work, speakerId, shown, end, billed } = speaking;
  const { inputTokens, outputTokens, costNano, voice } = end ?? NO_SPENDING;
  effects.push({
    type: "end-turn",
    end: { turnId, status, text: shown, inputTokens, outputTokens, costNano, voice, problem },
    openWork: billed ? null : work,
  });
  circle.speaking = null;
  circle.committing.add(turnId);
  if (shown) circle.lastSpeakerId = speakerId;
  if (status === "failed" && end?.overBudget) return suspendCircle(advance, problem ?? message("turn-without-reason"));
  circle.passedOver = status === "failed" ? [...circle.passedOver, speakerId] : [];
  if (status === "failed") countFailure(advance, problem ?? message("turn-without-reason"));
  else circle.failuresInRow = 0;
}
