/** Whose turn it is by the flow of the talk: the factor `conversationFlow` (SPEC M6). */
import type { ConversationView, Utterance } from "./conversation.ts";
import { findAddressees, type Addressee } from "./find-addressees.ts";
import { asksSomething, readCue, speaksToYou, type Cue } from "./read-cues.ts";

/** What the last utterances call for, read once for all personas. */
export type Flow = {
  last: Utterance | null;
  addressees: Addressee[];
  cue: Cue;
  /** The previous speaker other than the last one. */
  previousSpeakerId: string | null;
  /** Speaker of the turn the last one replies to. */
  repliedToId: string | null;
  /** Personas asked by name in the few turns before the last that have not spoken since. */
  stillAskedIds: string[];
  /** The persona whose question by name the last speaker answers. */
  askerId: string | null;
};

const PENDING_TURNS = 3;

export function readFlow(view: ConversationView): Flow {
  const last = view.utterances.at(-1) ?? null;
  if (!last) {
    return {
      last,
      addressees: [],
      cue: "none",
      previousSpeakerId: null,
      repliedToId: null,
      stillAskedIds: [],
      askerId: null,
    };
  }
  const before = view.utterances.slice(0, -1);
  const previous = before.findLast((turn) => turn.speakerId !== last.speakerId) ?? null;
  const asksOf = (turn: Utterance) =>
    findAddressees(turn.text, turn.speakerId, view.participants).filter((addressee) => addressee.manner === "asked");
  const pending = new Set<string>();
  for (const turn of view.utterances.slice(-1 - PENDING_TURNS)) {
    pending.delete(turn.speakerId);
    if (turn !== last) for (const { participantId } of asksOf(turn).slice(0, 1)) pending.add(participantId);
  }
  const cue = readCue(last.text);
  const answersAsker = previous && asksOf(previous).some((addressee) => addressee.participantId === last.speakerId);
  return {
    last,
    addressees: readAddressees(last, view, cue),
    cue,
    previousSpeakerId: previous?.speakerId ?? null,
    repliedToId: before.find((turn) => turn.id === last.replyTo)?.speakerId ?? null,
    stillAskedIds: [...pending],
    askerId: answersAsker ? previous.speakerId : null,
  };
}

/** "… That was your third time, Otto. Anybody else?" excuses Otto. */
function readAddressees(last: Utterance, view: ConversationView, cue: Cue): Addressee[] {
  const addressees = findAddressees(last.text, last.speakerId, view.participants);
  if (cue !== "invites-others") return addressees;
  return addressees.map((one) => (one.manner === "asked" ? one : { ...one, manner: "excused" }));
}

/**
 * 0–1, the strongest that applies: 0 excused ·
 * 1 asked by name · 0.9 addressed by name · 0.85 spoke before a person's follow-up ("what do you mean?") ·
 * 0.8 asked before without having spoken since · 0.75 replied to · 0.7 spoke before a persona's follow-up ·
 * 0.6 mentioned, or asked the question just answered · 0.5 spoke before a question without a name that another persona,
 * or a person with a "you", asks · 0.3 spoke before the last speaker · 0.2 anyone else.
 * When everyone is invited, or someone else was asked by name, having just spoken gives no claim.
 */
export function weighFlow(flow: Flow, personaId: string): number {
  const addressed = flow.addressees.find((addressee) => addressee.participantId === personaId);
  if (addressed?.manner === "asked") return 1;
  if (addressed?.manner === "called") return 0.9;
  if (addressed?.manner === "excused") return 0;
  const elsewhere = flow.addressees.some(({ manner }) => manner === "asked" || manner === "called");
  if (flow.stillAskedIds.includes(personaId) && !elsewhere) return 0.8;
  if (elsewhere || !flow.last) return 0.2;
  if (flow.repliedToId === personaId) return 0.75;
  const spokeBefore = flow.previousSpeakerId === personaId;
  if (spokeBefore && flow.cue === "follows-up") return flow.last.speakerKind === "person" ? 0.85 : 0.7;
  if (addressed || flow.askerId === personaId) return 0.6;
  if (flow.cue === "invites-others") return spokeBefore ? 0 : 0.2;
  if (flow.cue === "invites-everyone") return 0.2;
  const asksBack =
    asksSomething(flow.last.text) && (flow.last.speakerKind === "persona" || speaksToYou(flow.last.text));
  if (spokeBefore && asksBack) return 0.5;
  return spokeBefore && flow.last.speakerKind === "persona" ? 0.3 : 0.2;
}
