/** The next persona turn before anybody hears it: chosen, drafted, edited, sent, given up. */
import { inEnglish, message } from "../../schema/messages/message.ts";
import type { TurnDecision } from "../../schema/messages/room-messages.ts";
import { NO_SPENDING } from "../turn/speech-end.ts";
import { candidatesOf, personasOf, type Circle, type Upcoming } from "./circle.ts";
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

/** Lets the minds choose, unless nobody may or should speak now. */
export function decideNext(advance: Advance): void {
  const { circle, now, effects } = advance;
  if (circle.upcoming || circle.silentSince !== null || now < circle.retryAt || waitsForPerson(circle)) return;
  circle.upcoming = createUpcoming(advance, "deciding", null);
  effects.push({ type: "decide", work: circle.upcoming.work, candidates: candidatesOf(circle) });
}

/** Nobody else is there to answer: without personas, or with one that spoke last, the turn is a person's. */
function waitsForPerson(circle: Circle): boolean {
  const [persona, ...others] = personasOf(circle);
  if (!persona) return true;
  return others.length === 0 && circle.lastSpeakerId === persona.id && !circle.asked;
}

/** In auto mode the next turn is drafted ahead; in manual mode when a person asks for it or sends it. */
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

/** Nobody will hear it; what it has cost so far is told now, what is still under way later by its mind. */
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

/** Stops paid work; what is already written stays. */
export function parkUpcoming(advance: Advance): void {
  const { upcoming } = advance.circle;
  if (upcoming?.step === "deciding") dropUpcoming(advance);
  else if (upcoming?.step === "drafting") restartProposal(advance);
}

/** Back to who speaks and why, without text. */
export function restartProposal(advance: Advance): void {
  const { upcoming } = advance.circle;
  if (!upcoming) return;
  giveUpDraft(advance);
  // Under a new number: what the old work had cost is no part of the turn that is drafted anew.
  const [work, turnId] = [++advance.circle.lastWork, advance.newId()];
  Object.assign(upcoming, { step: "proposed", work, turnId, text: "", end: null, billed: true, edited: false });
}

/**
 * A person spoke: what was prepared in the background is out of date. What a person asked for,
 * edited or chose is theirs and stays; a choice is drafted anew.
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
 * Somebody comes into a private circle who did not hear what was said so far: what is being said breaks off, and what
 * was prepared may hold something that is not for them. Who speaks next, if a person chose it, stays.
 */
export function interruptForNewcomer(advance: Advance, newcomerName: string): void {
  cutSpeaking(advance, message("turn-newcomer", { name: newcomerName }));
  if (advance.circle.upcoming?.chosen) restartProposal(advance);
  else dropUpcoming(advance);
}

/** What auto mode had prepared is a draft from now on. */
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

/** Replaces the draft's text; what drafting has cost so far stays with it. */
export function editDraft(advance: Advance, text: string): void {
  const { upcoming } = advance.circle;
  if (!upcoming?.decision) return;
  abandonWork(advance);
  const spent = upcoming.end ?? NO_SPENDING;
  Object.assign(upcoming, { step: "ready", text, edited: true, end: { ...spent, status: "finished", problem: null } });
}
