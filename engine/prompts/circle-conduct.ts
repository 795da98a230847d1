/** How personas speak in each kind of circle (SPEC C2). */
import type { ConversationView } from "../mind/conversation.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";

export const CIRCLE_CONDUCT: Record<CircleKind, string> = {
  chat: "This is a friendly talk. React to what was just said before adding your own.",
  debate: "This is a debate. Take a position, answer the last point against it, and say plainly where you disagree.",
  ideation: "This is a search for ideas. Add a new one or build on one that was named; no criticism yet.",
  refinement: "This is work on a text or plan. Propose one specific, constructive change and say what it improves.",
  planning: "This is planning. Be concrete: a task, who does it, until when, what it needs, what could go wrong.",
  "focus-group":
    "This is a focus group. Say honestly what you feel and would do yourself, good or bad, from your own life.",
};

/** Whoever moderates a debate takes no position in it. */
export const conductOf = ({ kind, debate }: Pick<ConversationView, "kind" | "debate">, personaId: string): string =>
  debate?.moderatorId === personaId ? "This is a debate." : CIRCLE_CONDUCT[kind];
