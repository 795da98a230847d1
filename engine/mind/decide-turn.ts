/** Chooses the next speaker (SPEC M6): by local bids first, by a light model only when they are too close to call. */
import { inEnglish, type Message } from "../../schema/messages/message.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { TurnDecision } from "../../schema/messages/room-messages.ts";
import { bidForTurn, type Bid } from "./bid-for-turn.ts";
import type { ConversationView } from "./conversation.ts";
import { explainDecision } from "./explain-decision.ts";
import { guardTurns } from "./guard-turns.ts";
import { senseEnding } from "./sense-ending.ts";
import { readFlow } from "./weigh-flow.ts";

/** Score difference below which local bids are too close to call. */
export const CLOSE_MARGIN = 0.02;
/** Expertise or relevance from which a persona has something to say on the subject. */
const HAS_SUBSTANCE = 0.25;

/** Asks a model which of these (two or more, best bid first) should speak; null when it cannot decide. */
export type AskModel = (view: ConversationView, rivals: readonly Persona[]) => Promise<string | null>;

/**
 * Null when nobody has anything to add: no persona is present but the last speaker, or the talk repeats itself.
 * A failed, silent or unknown answer of the model falls back to the best local bid.
 */
export async function decideTurn(
  view: ConversationView,
  personas: readonly Persona[],
  askModel: AskModel | null,
): Promise<TurnDecision | null> {
  if (senseEnding(view)) return null;
  const flow = readFlow(view);
  const candidates = guardTurns(view, personas, flow);
  const bids = bidForTurn(view, personas, flow);
  const rivals = bids.filter((bid) => candidates.personas.includes(bid.persona));
  const [best] = rivals;
  if (!best) return null;
  const close = rivals.filter((bid) => best.score - bid.score < CLOSE_MARGIN && hasSubstance(bid));
  // If none has more to say on the subject than the others, the one silent longest speaks: no judgement is needed.
  const isOpenQuestion = view.utterances.length > 0 && close.length > 1;
  const chosenId =
    isOpenQuestion && askModel
      ? await askModel(
          view,
          close.map((bid) => bid.persona),
        )
      : null;
  const chosen = close.find((bid) => bid.persona.id === chosenId) ?? best;
  return toDecision(chosen, explainDecision(chosen, candidates, flow, rivals));
}

const hasSubstance = ({ factors }: Bid): boolean => Math.max(factors.expertise, factors.relevance) >= HAS_SUBSTANCE;

const toDecision = (bid: Bid, reasoning: Message): TurnDecision => ({
  nextPersonaId: bid.persona.id,
  reasoning: inEnglish(reasoning),
  reasoningMessage: reasoning,
  priorityScore: bid.score,
  factors: bid.factors,
});
