/** What the part of a debate asks of its speaker (SPEC C2). */
import type { DebatePhase } from "../../schema/messages/debate.ts";
import type { ConversationView } from "../mind/conversation.ts";

const OF_SIDES: Record<DebatePhase, string> = {
  opening: "The debate opens: give your opening statement in two or three sentences.",
  rebuttal: "This is the round of rebuttals: answer the strongest point against you in two or three sentences.",
  exchange: "This is the free exchange: answer the last point in one or two sentences.",
  closing: "The debate closes: give your closing statement in two or three sentences, without a new point.",
  verdict: "The moderator gives the verdict now.",
};

const OF_MODERATOR: Record<DebatePhase, string> = {
  opening:
    "You moderate this debate and take no side. Name its question, and ask each side for an opening statement, in one or two sentences.",
  rebuttal:
    "You moderate this debate and take no side. Say in one or two sentences what they disagree about, and ask for rebuttals.",
  exchange: "You moderate this debate and take no side. Open the free exchange with one question to both sides.",
  closing: "You moderate this debate and take no side. Ask each side for a closing statement, in one sentence.",
  verdict:
    "You moderate this debate. Give your verdict in three sentences: the strongest argument of each side, and which was better founded.",
};

/** "" where there is no debate with parts. */
export function debatePart({ debate }: Pick<ConversationView, "debate">, personaId: string): string {
  if (!debate) return "";
  return (debate.moderatorId === personaId ? OF_MODERATOR : OF_SIDES)[debate.phase];
}
