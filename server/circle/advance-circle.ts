/** Long because every event of a circle meets its rule here. The rules of a circle: an event changes its state and yields effects. */
import { message } from "../../schema/messages/message.ts";
import {
  beginPhase,
  extendPhase,
  letSpeak,
  movePhase,
  noteSpoken,
  stopClock,
} from "../../schema/rules/debate/debate-floor.ts";
import { personasOf, type Circle } from "./circle.ts";
import { setDebate } from "./circle-debate.ts";
import type { Advance, CircleEffect, CircleEvent } from "./circle-event.ts";
import { countFailure, fallSilent, isUnused } from "./circle-silence.ts";
import { cutSpeaking } from "./circle-speech.ts";
import { AWAITED_PERSON_MS, EMPTY_END_MS, gapAfterTurn, VOICE_FREE_MS } from "./circle-times.ts";
import {
  chooseSpeaker,
  dropUpcoming,
  editDraft,
  giveWayToPerson,
  interruptBy,
  restartProposal,
  setMode,
  writeAnew,
} from "./circle-upcoming.ts";
import { receiveEnd, receiveText } from "./receive-speech.ts";
import { settleCircle, stopCircle } from "./settle-circle.ts";

/** Changes `circle` and returns the effects, in order. Never throws; an event that comes too late changes nothing. */
export function advanceCircle(circle: Circle, event: CircleEvent, now: number, newId: () => string): CircleEffect[] {
  const advance: Advance = { circle, now, newId, effects: [] };
  if (circle.endedAt === null || BOOKKEEPING.has(event.type)) applyEvent(advance, event);
  if (event.type !== "drained") settleCircle(advance);
  return advance.effects;
}

/** Events that are still accepted after the circle has ended. */
const BOOKKEEPING = new Set<CircleEvent["type"]>(["turn-committed", "turn-lost", "speech-ended"]);

type Rules = { [Type in CircleEvent["type"]]: (advance: Advance, event: Extract<CircleEvent, { type: Type }>) => void };

const applyEvent = <Type extends CircleEvent["type"]>(
  advance: Advance,
  event: Extract<CircleEvent, { type: Type }>,
): void => (rules as Rules)[event.type as Type](advance, event);

const rules: Rules = {
  "member-joined"(advance, { member }) {
    const { circle } = advance;
    if (circle.members.some(({ id }) => id === member.id)) return;
    if (circle.isPrivate && !circle.isOfSession && member.kind === "person")
      interruptBy(advance, message("turn-newcomer", { name: member.name }));
    circle.members.push(member);
    if (member.kind === "person") circle.peopleGoneSince = null;
    circle.silentSince = null;
  },

  "member-left"(advance, { memberId }) {
    const { circle, now } = advance;
    const leaving = circle.members.find(({ id }) => id === memberId);
    if (!leaving) return;
    if (circle.speaking?.speakerId === memberId) cutSpeaking(advance, message("turn-left", { name: leaving.name }));
    // A decision in progress may choose somebody who is no longer there.
    const isChosen = circle.upcoming?.decision?.nextPersonaId === memberId;
    if (isChosen || (circle.upcoming?.step === "deciding" && leaving.kind === "persona")) dropUpcoming(advance);
    circle.members = circle.members.filter((member) => member !== leaving);
    circle.lastKeyAt.delete(memberId);
    // An unused circle does not wait for anybody to come back: it frees its spot.
    const goneSince = isUnused(circle) ? now - EMPTY_END_MS : now;
    if (circle.members.every(({ kind }) => kind === "persona")) circle.peopleGoneSince ??= goneSince;
  },

  "member-renamed"({ circle }, { memberId, name }) {
    for (const member of circle.members) if (member.id === memberId) member.name = name;
  },

  watched({ circle, now }, { watched }) {
    circle.unwatchedSince = watched ? null : (circle.unwatchedSince ?? now);
  },

  "voice-wanted"({ circle, now }, { wanted }) {
    circle.givesWayUntil = wanted ? Infinity : now + VOICE_FREE_MS;
  },

  typed({ circle, now }, { personId, typing }) {
    if (!circle.members.some(({ id }) => id === personId)) return;
    if (typing) circle.lastKeyAt.set(personId, now);
    else circle.lastKeyAt.delete(personId);
    if (circle.silentSince !== null) circle.silentSince = now;
  },

  "spoke-up"(advance, { personId }) {
    const person = advance.circle.members.find(({ id }) => id === personId);
    if (person) cutSpeaking(advance, message("turn-person-began", { name: person.name }));
  },

  said(advance, { personId, personName, turnId }) {
    const { circle } = advance;
    cutSpeaking(advance, message("turn-person-began", { name: personName }));
    giveWayToPerson(advance);
    circle.committing.add(turnId);
    circle.lastKeyAt.delete(personId);
    circle.heldSince = null;
    circle.lastSpeakerId = personId;
    circle.passedOver = [];
    circle.silentSince = null;
  },

  "turn-committed"({ circle, now }, { turnId, speakerKind, said, awaitsPerson }) {
    circle.committing.delete(turnId);
    // What began before its part does not count in it.
    if (circle.debate && said && said.startedAt >= circle.debate.beganAt)
      circle.debate = noteSpoken(circle.debate, said.speakerId);
    const gap = speakerKind === "person" ? 0 : gapAfterTurn(circle.speed);
    circle.dueAt = circle.asked ? now : now + Math.max(gap, awaitsPerson ? AWAITED_PERSON_MS : 0);
  },

  "turn-lost"({ circle }, { turnId }) {
    circle.committing.delete(turnId);
  },

  decided(advance, { work, decision }) {
    const { circle } = advance;
    if (circle.upcoming?.step !== "deciding" || circle.upcoming.work !== work) return;
    if (decision && personasOf(circle).some(({ id }) => id === decision.nextPersonaId)) {
      Object.assign(circle.upcoming, { step: "proposed", decision });
      return;
    }
    circle.upcoming = null;
    if (decision) countFailure(advance, message("turn-speaker-gone"));
    else fallSilent(advance);
  },

  "decision-failed"(advance, { work, problem }) {
    const { circle } = advance;
    if (circle.upcoming?.step !== "deciding" || circle.upcoming.work !== work) return;
    circle.upcoming = null;
    countFailure(advance, problem);
  },

  "speech-grew"(advance, { work, text }) {
    receiveText(advance, work, text);
  },

  "speech-ended"(advance, { work, end }) {
    receiveEnd(advance, work, end);
  },

  "session-set"(advance, { muted, frozen, newcomer }) {
    const { circle } = advance;
    // A decision in progress may choose somebody who is muted now.
    if (circle.upcoming?.step === "deciding" && muted.some((id) => !circle.muted.includes(id))) dropUpcoming(advance);
    Object.assign(circle, { isOfSession: true, muted: [...muted], frozen });
    if (circle.isPrivate && newcomer !== null) interruptBy(advance, message("turn-newcomer", { name: newcomer }));
    const speakerId = circle.speaking?.speakerId;
    if (speakerId && muted.includes(speakerId)) cutSpeaking(advance, message("turn-muted"));
    const nextId = circle.upcoming?.decision?.nextPersonaId;
    if (nextId && muted.includes(nextId)) dropUpcoming(advance);
  },

  withdrew(advance) {
    advance.circle.erasures++;
    interruptBy(advance, message("turn-withdrawn"));
  },

  erased({ circle }) {
    circle.erasures--;
  },

  instructed(advance, { personaId }) {
    const { upcoming } = advance.circle;
    if (upcoming?.decision?.nextPersonaId === personaId) writeAnew(advance);
  },

  reworded: writeAnew,

  paused({ circle }) {
    circle.paused = true;
    circle.pausedWhy = null;
  },

  resumed(advance) {
    const { circle, now } = advance;
    if (circle.upcoming?.step === "failed") restartProposal(advance);
    circle.paused = false;
    circle.pausedWhy = null;
    circle.failuresInRow = 0;
    circle.retryAt = now;
    circle.silentSince = null;
  },

  displaced(advance) {
    stopCircle(advance, message("circle-ended"));
  },

  stopped(advance, { by }) {
    stopCircle(advance, message("turn-ended", { name: by }));
  },

  "next-asked"(advance) {
    const { circle, now } = advance;
    if (circle.upcoming?.step === "failed") restartProposal(advance);
    circle.asked = true;
    circle.dueAt = now;
    circle.retryAt = now;
    circle.silentSince = null;
  },

  skipped(advance, { by }) {
    const { circle, now } = advance;
    const passedOver = circle.speaking?.speakerId ?? circle.upcoming?.decision?.nextPersonaId;
    if (circle.speaking) cutSpeaking(advance, message("turn-skipped", { name: by }));
    else dropUpcoming(advance);
    if (passedOver) circle.passedOver.push(passedOver);
    circle.asked = false;
    circle.dueAt = now;
  },

  "speaker-chosen"(advance, { personaId, by }) {
    chooseSpeaker(advance, personaId, by);
    advance.circle.dueAt = advance.now;
    advance.circle.silentSince = null;
  },

  "mode-set"(advance, { mode }) {
    setMode(advance, mode);
  },

  "speed-set"({ circle, now }, { speed }) {
    circle.dueAt = Math.min(circle.dueAt, now + gapAfterTurn(speed));
    circle.speed = speed;
  },

  "kind-set"(advance, { kind }) {
    advance.circle.kind = kind;
    if (kind !== "debate" && advance.circle.debate) setDebate(advance, null);
  },

  "debate-begun"(advance, { moderatorId }) {
    advance.circle.kind = "debate";
    setDebate(advance, beginPhase(moderatorId, "opening", advance.now));
  },

  "phase-ended"(advance, { from }) {
    const { debate } = advance.circle;
    if (debate?.phase === from) setDebate(advance, movePhase(debate, advance.now));
  },

  "phase-extended"({ circle, now }, { from }) {
    if (circle.debate?.phase === from) circle.debate = extendPhase(circle.debate, now);
  },

  "let-speak"({ circle }, { personId }) {
    if (circle.debate) circle.debate = letSpeak(circle.debate, personId);
  },

  "weights-set"(advance, { weights }) {
    const { circle } = advance;
    circle.turnWeights = weights;
    const { upcoming } = circle;
    if (upcoming && !upcoming.chosen && (upcoming.step === "deciding" || upcoming.step === "proposed"))
      dropUpcoming(advance);
  },

  "draft-edited"(advance, { text }) {
    editDraft(advance, text);
  },

  "draft-sent"({ circle, now }) {
    if (circle.upcoming) Object.assign(circle.upcoming, { sent: true });
    circle.retryAt = now;
  },

  drained(advance) {
    const { circle, now } = advance;
    cutSpeaking(advance, message("turn-server-stopped"));
    dropUpcoming(advance);
    if (circle.debate) circle.debate = stopClock(circle.debate, now);
  },

  /** Nothing to do here: settling finds what is due. */
  "time-passed"() {},
};
