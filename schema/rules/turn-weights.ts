/** How much each factor counts when the next speaker is chosen (SPEC M6). */
import type { TurnWeights } from "../messages/turn-decision.ts";

/** Flow outweighs the subject; both outweigh participation. */
export const DEFAULT_TURN_WEIGHTS: TurnWeights = {
  relevance: 0.12,
  expertise: 0.23,
  participationBalance: 0.3,
  conversationFlow: 0.35,
};
