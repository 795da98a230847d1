/** The next persona turn before anybody hears it: chosen, drafted, edited, sent, discarded. */
import { inEnglish, message, type Message } from "../../schema/messages/message.ts";
import type { TurnDecision } from "../../schema/messages/turn-decision.ts";
import { NO_SPENDING } from "../turn/speech-end.ts";
import { candidatesOf, speakersOf, type Circle, type Upcoming } from "./circle.ts";
import type { Advance } from "./circle-event.ts";
import { cutSpeaking } from "./circle-speech.ts";

const createUpcoming = (
  { circle, newId }: Advance,
  step: Upcoming["step"],
  decision: TurnDecision | null,
  chosen = false,
): Upcoming => ({
  step,
  work: ++circle.lastWork,
  turnId: newId(),
  decision,
  text: "",
  end: null,
  billed: true,
  startedAt: 0,
  isDraft: false,
  edited: false,
  chosen,
  sent: false,
});

/** Has the minds choose, unless nobody may or should speak now. */
export function decideNext(advance: Advance): void {
  const { circle, now, effects } = advance;
  if (circle.upcoming || circle.silentSince !== null || now < circle.retryAt || waitsForPerson(circle)) return;
  circle.upcoming = createUpcoming(advance, "deciding", null);
  effects.push({ type: "decide", work: circle.upcoming.work, candidates: candidatesOf(circle) });
}

/** Whether only a person can answer: there are no personas, or the only one spoke last. */
function waitsForPerson(circle: Circle): boolean {
  const [persona, ...others] = speakersOf(circle);
  if (!persona) return true;
  return others.length === 0 && circle.lastSpeakerId === persona.id && !circle.asked;
}

/** In auto mode the next turn is drafted ahead; in manual mode only when a person asks for it or sends it. */
export function draftNext({ circle, now, effects }: Advance): void {
  const { upcoming } = circle;
  if (upcoming?.step !== "proposed" || !upcoming.decision || now < circle.retryAt) return;
  if (circle.mode === "manual" && !circle.asked && !upcoming.sent) return;
  upcoming.work = ++circle.lastWork;
  Object.assign(upcoming, { step: "drafting", billed: false, startedAt: now, isDraft: circle.mode === "manual" });
  const { work, turnId, decision } = upcoming;
  effects.push({ type: "draft", work, turnId, personaId: decision.nextPersonaId });
}

export function dropUpcoming({ circle, effects }: Advance): void {
  giveUpDraft({ circle, effects });
  circle.upcoming = null;
}

/** Discards a draft that nobody will hear; its cost so far is billed now, the rest when its mind reports it. */
function giveUpDraft({ circle, effects }: Pick<Advance, "circle" | "effects">): void {
  abandonWork({ circle, effects });
  const { upcoming } = circle;
  if (!upcoming?.end || !upcoming.billed) return;
  const { inputTokens, outputTokens, costNano, voice } = upcoming.end;
  effects.push({ type: "bill", work: upcoming.work, spending: { inputTokens, outputTokens, costNano, voice } });
}

function abandonWork({ circle, effects }: Pick<Advance, "circle" | "effects">): void {
  const { upcoming } = circle;
  if (upcoming?.step === "deciding" || upcoming?.step === "drafting")
    effects.push({ type: "abandon", work: upcoming.work });
}

/** Stops paid work; text that is already written stays. */
export function parkUpcoming(advance: Advance): void {
  const { upcoming } = advance.circle;
  if (upcoming?.step === "deciding") dropUpcoming(advance);
  else if (upcoming?.step === "drafting") restartProposal(advance);
}

/** Goes back to the choice of speaker, without text. */
export function restartProposal(advance: Advance): void {
  const { upcoming } = advance.circle;
  if (!upcoming) return;
  giveUpDraft(advance);
  // Under a new number: the cost of the old work is not part of the new draft's turn.
  const [work, turnId] = [++advance.circle.lastWork, advance.newId()];
  Object.assign(upcoming, { step: "proposed", work, turnId, text: "", end: null, billed: true, edited: false });
}

/**
 * A person spoke: what was prepared in the background is outdated. What a person asked for,
 * edited or chose stays theirs; a chosen speaker's turn is drafted again.
 */
export function giveWayToPerson(advance: Advance): void {
  const { circle } = advance;
  const { upcoming } = circle;
  if (!upcoming || upcoming.edited) return;
  if (upcoming.isDraft && isWritten(upcoming)) return;
  if (upcoming.chosen) restartProposal(advance);
  else dropUpcoming(advance);
}

/**
 * The current speech breaks off, and prepared turns are discarded: they may contain something not for somebody who comes
 * into a private circle now, or of somebody who withdrew. A next speaker chosen by a person stays.
 */
export function interruptBy(advance: Advance, why: Message): void {
  cutSpeaking(advance, why);
  if (advance.circle.upcoming?.chosen) restartProposal(advance);
  else dropUpcoming(advance);
}

/** A turn that auto mode had prepared becomes a draft. */
export function setMode({ circle }: Advance, mode: Circle["mode"]): void {
  circle.mode = mode;
  if (mode === "manual" && circle.upcoming && isWritten(circle.upcoming)) circle.upcoming.isDraft = true;
}

const isWritten = ({ step }: Upcoming): boolean => step === "drafting" || step === "ready";

export function chooseSpeaker(advance: Advance, personaId: string, by: string): void {
  dropUpcoming(advance);
  const reasoning = message("chosen-by", { name: by });
  const decision: TurnDecision = {
    nextPersonaId: personaId,
    reasoning: inEnglish(reasoning),
    reasoningMessage: reasoning,
    priorityScore: 1,
    factors: { relevance: 0, expertise: 0, participationBalance: 0, conversationFlow: 0 },
  };
  advance.circle.upcoming = createUpcoming(advance, "proposed", decision, true);
}

/** Replaces the draft's text; the cost of drafting so far stays with it. */
export function editDraft(advance: Advance, text: string): void {
  const { upcoming } = advance.circle;
  if (!upcoming?.decision) return;
  abandonWork(advance);
  const spent = upcoming.end ?? NO_SPENDING;
  Object.assign(upcoming, { step: "ready", text, edited: true, end: { ...spent, status: "finished", problem: null } });
}

/** A draft that a person has not made theirs is written again. */
export function writeAnew(advance: Advance): void {
  const { upcoming } = advance.circle;
  if (!upcoming || upcoming.edited || upcoming.sent) return;
  if (upcoming.step === "drafting" || upcoming.step === "ready") restartProposal(advance);
}
