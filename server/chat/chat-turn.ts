/** Turns of a chat: as they are kept, and as they are heard in the talk. */
import type { ConversationView, Utterance } from "../../engine/mind/conversation.ts";
import type { ShownTrait } from "../../engine/mind/traits/shown-trait.ts";
import type { SpeechEvent } from "../../engine/mind/minds.ts";
import type { WholeTurn } from "../conversation/conversation.store.ts";
import { MAX_UTTERANCES } from "./chat.store.ts";

export type SpeechEnd = Extract<SpeechEvent, { type: "end" }>;

export type Spoken = {
  speaker: { id: string; name: string };
  text: string;
  replyTo?: string;
  startedAt?: Date;
  /** Set for a persona's turn. */
  end?: SpeechEnd;
  stopped?: boolean;
};

export function toTurn(
  { speaker, text, replyTo, startedAt, end, stopped }: Spoken,
  at: Date,
): Omit<WholeTurn, "id" | "circleId" | "workspaceId" | "ownerId" | "witnesses"> {
  return {
    speakerId: speaker.id,
    speakerName: speaker.name,
    speakerKind: end ? "persona" : "person",
    text,
    status: stopped ? "interrupted" : (end?.status ?? "finished"),
    replyTo: replyTo ?? null,
    startedAt: startedAt ?? at,
    endedAt: at,
    decision: null,
    ...toCost(end),
  };
}

function toCost(end: SpeechEnd | undefined) {
  const { input = 0, cached = 0, cacheWrite5m = 0, cacheWrite1h = 0, output = 0 } = end?.usage ?? {};
  return {
    inputTokens: input + cached + cacheWrite5m + cacheWrite1h,
    outputTokens: output,
    costNano: end?.costNano ?? 0,
    voice: end?.voice ?? "",
    problem: end?.problem ?? null,
  };
}

/** The talk with one turn more. A failed one is no part of it. */
export function hearTurn(view: ConversationView, turn: WholeTurn): ConversationView {
  if (turn.status === "failed") return view;
  const { id, speakerId, speakerName, status, text, replyTo, witnesses = null, startedAt } = turn;
  const speakerKind = turn.speakerKind as Utterance["speakerKind"];
  const heard: Utterance = {
    id,
    speakerId,
    speakerName,
    speakerKind,
    text,
    status,
    replyTo: replyTo ?? null,
    witnesses,
    at: startedAt.getTime(),
  };
  const utterances = [...view.utterances, heard].slice(-MAX_UTTERANCES);
  const { earlierTurns = 0 } = view;
  return { ...view, utterances, earlierTurns: earlierTurns + view.utterances.length + 1 - utterances.length };
}

export const toStoredTrait = ({ trait, intensity, confidence, evidence }: ShownTrait) => ({
  id: trait.id,
  name: trait.name,
  intensity,
  confidence,
  evidence,
});
