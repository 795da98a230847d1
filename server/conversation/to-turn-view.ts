import type { Witnesses } from "../../engine/memory/witnesses.ts";
import type { TurnView } from "../../schema/messages/room-messages.ts";

/** A turn with the people who heard it (see engine/memory/witnesses.ts). */
export type HeardTurn = TurnView & { witnesses: Witnesses };

/** Maximum number of turns in a transcript. */
export const TRANSCRIPT_TURNS = 200;

type StoredTurn = Omit<
  TurnView,
  "speakerKind" | "status" | "replyTo" | "startedAt" | "endedAt" | "problem" | "reactions"
> & {
  speakerKind: string;
  status: string;
  startedAt: Date;
  replyTo?: string | null;
  endedAt?: Date | null;
  problem?: string | null;
};
type StoredReaction = { turnId: string; userId: string; emoji: string };

/** A stored turn for messages and HTTP. */
export function toTurnView(turn: StoredTurn, reactions: StoredReaction[]): TurnView {
  const own = reactions.filter(({ turnId }) => turnId === turn.id);
  const byEmoji = Map.groupBy(own, ({ emoji }) => emoji);
  return {
    id: turn.id,
    speakerId: turn.speakerId,
    speakerName: turn.speakerName,
    speakerKind: turn.speakerKind as TurnView["speakerKind"],
    text: turn.text,
    status: turn.status as TurnView["status"],
    replyTo: turn.replyTo ?? null,
    startedAt: turn.startedAt.toISOString(),
    endedAt: turn.endedAt?.toISOString() ?? null,
    inputTokens: turn.inputTokens,
    outputTokens: turn.outputTokens,
    costNano: turn.costNano,
    voice: turn.voice,
    problem: turn.problem ?? null,
    edits: turn.edits,
    reactions: Object.fromEntries([...byEmoji].map(([emoji, all]) => [emoji, all.map(({ userId }) => userId)])),
  };
}
