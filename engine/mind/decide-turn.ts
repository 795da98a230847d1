/** Chooses the next speaker (SPEC M6): by local bids first, by a light model only when they are too close to call. */
import { inEnglish, type Message } from "../../schema/messages/message.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { TurnDecision } from "../../schema/messages/turn-decision.ts";
import { bidForTurn, type Bid } from "./bid-for-turn.ts";
import type { ConversationView } from "./conversation.ts";
import { explainBid, explainDecision } from "./explain-decision.ts";
import { guardTurns } from "./guard-turns.ts";
import { nameParticipants } from "./find-short-names.ts";
import { senseEnding } from "./sense-ending.ts";
import { readFlow } from "./weigh-flow.ts";

/** Score difference below which local bids are too close to call. */
export const CLOSE_MARGIN = 0.02;
/** Expertise or relevance from which a persona has something to say on the subject. */
const HAS_SUBSTANCE = 0.25;

/** So that a decision, which is stored with its turn, stays small in a full circle. */
const MOST_OTHER_BIDS = 5;

/** Asks a model which of these (two or more, best bid first) should speak; null when it cannot decide. */
export type AskModel = (view: ConversationView, rivals: readonly Persona[]) => Promise<string | null>;

/**
 * Null when nobody has anything to add: no persona is present but the last speaker, or the talk repeats itself.
 * A failed, silent or unknown answer of the model falls back to the best local bid.
 */
export async function decideTurn(
  talk: ConversationView,
  personas: readonly Persona[],
  askModel: AskModel | null,
): Promise<TurnDecision | null> {
  const view = { ...talk, participants: nameParticipants(talk, personas) };
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
  const others = bids.filter(({ persona }) => persona !== chosen.persona && persona.id !== flow.last?.speakerId);
  return {
    ...toDecision(chosen, explainDecision(chosen, candidates, flow, rivals)),
    otherBids: others.slice(0, MOST_OTHER_BIDS).map(({ persona, score, ...bid }) => {
      const reasoningMessage = explainBid({ persona, score, ...bid }, flow, bids);
      return { personaId: persona.id, score, reasoning: inEnglish(reasoningMessage), reasoningMessage };
    }),
  };
}

const hasSubstance = ({ factors }: Bid): boolean => Math.max(factors.expertise, factors.relevance) >= HAS_SUBSTANCE;

const toDecision = (bid: Bid, reasoning: Message): TurnDecision => ({
  nextPersonaId: bid.persona.id,
  reasoning: inEnglish(reasoning),
  reasoningMessage: reasoning,
  priorityScore: bid.score,
  factors: bid.factors,
});
