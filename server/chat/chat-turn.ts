/** Turns of a chat: as stored, and as part of the conversation. */
import type { ConversationView } from "../../engine/mind/conversation.ts";
import type { WholeTurn } from "../conversation/conversation.store.ts";
import { wordIn } from "../messages/word-in.ts";
import { NO_SPENDING, type SpeechEnd } from "../turn/speech-end.ts";
import { MAX_UTTERANCES, toUtterance } from "../turn/to-utterance.ts";

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
  language: string,
): Omit<WholeTurn, "id" | "circleId" | "workspaceId" | "ownerId" | "witnesses"> {
  const { inputTokens, outputTokens, costNano, voice } = end ?? NO_SPENDING;
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
    inputTokens,
    outputTokens,
    costNano,
    voice,
    problem: end?.problem ? wordIn(end.problem, language) : null,
  };
}

/** The conversation with one more turn, unless that turn failed. */
export function appendTurn(view: ConversationView, turn: WholeTurn): ConversationView {
  if (turn.status === "failed") return view;
  const utterances = [...view.utterances, toUtterance(turn)].slice(-MAX_UTTERANCES);
  const { earlierTurns = 0 } = view;
  return { ...view, utterances, earlierTurns: earlierTurns + view.utterances.length + 1 - utterances.length };
}
