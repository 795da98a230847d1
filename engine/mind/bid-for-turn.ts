/** Every persona's bid for the next turn, from the text alone, without a model (SPEC M6). */
import type { Persona } from "../../schema/messages/persona.ts";
import type { TurnDecision, TurnWeights } from "../../schema/messages/turn-decision.ts";
import { DEFAULT_TURN_WEIGHTS } from "../../schema/rules/turn-weights.ts";
import type { ConversationView } from "./conversation.ts";
import { describeKnowledge } from "./describe-knowledge.ts";
import { readFlow, weighFlow, type Flow } from "./weigh-flow.ts";
import { measureShares, PARTICIPATION_WINDOW, weighParticipation } from "./weigh-participation.ts";
import { readSubject, weighRarity, weighSubject } from "./weigh-subject.ts";

export type TurnFactors = TurnDecision["factors"];
export type Bid = { persona: Persona; factors: TurnFactors; score: number; hasSpoken: boolean };

/** Best bid first; of equals the persona that has been silent longest. The last speaker bids, too: the guards exclude it. */
export function bidForTurn(view: ConversationView, personas: readonly Persona[], flow: Flow = readFlow(view)): Bid[] {
  const ids = personas.map((persona) => persona.id);
  const subject = readSubject(view);
  const shares = measureShares(view, ids);
  const turnsSeen = view.utterances.slice(-PARTICIPATION_WINDOW).filter((turn) => ids.includes(turn.speakerId)).length;
  const lastSpoke = (id: string) => view.utterances.findLastIndex((turn) => turn.speakerId === id);
  const known = personas.map((persona) => ({ persona, knowledge: describeKnowledge(persona, view.language) }));
  const expertiseRarity = weighRarity(known.map(({ knowledge }) => knowledge.expertise));
  const interestRarity = weighRarity(known.map(({ knowledge }) => knowledge.interest));
  const bids = known.map(({ persona, knowledge }) => {
    const { id } = persona;
    const factors: TurnFactors = {
      relevance: weighSubject(subject, knowledge.interest, interestRarity, id, view.language),
      expertise: knowledge.experience * weighSubject(subject, knowledge.expertise, expertiseRarity, id, view.language),
      participationBalance: weighParticipation(shares.get(id) ?? 0, personas.length, turnsSeen),
      conversationFlow: weighFlow(flow, id),
    };
    return { persona, factors, score: scoreFactors(factors, view.turnWeights), hasSpoken: lastSpoke(id) >= 0 };
  });
  return bids.sort((one, other) => other.score - one.score || lastSpoke(one.persona.id) - lastSpoke(other.persona.id));
}

/** Σ weight × factor ÷ Σ weight, 0–1. */
export function scoreFactors(factors: TurnFactors, weights: TurnWeights = DEFAULT_TURN_WEIGHTS): number {
  const names = Object.keys(weights) as (keyof TurnWeights)[];
  const whole = names.reduce((sum, name) => sum + weights[name], 0);
  return names.reduce((sum, name) => sum + weights[name] * factors[name], 0) / whole;
}
