/** What so many turns of a circle would cost (SPEC L8): from what its turns took so far, else from its prompts. */
import { estimateCost, guessTurnTokens, type TurnVoice } from "../../engine/model/price/estimate-cost.ts";
import { estimatePromptTokens } from "../../engine/model/usage/estimate-usage.ts";
import type { LanguageModel } from "../../engine/model/language-model.ts";
import type { PriceTable } from "../../engine/model/price/price-table.ts";
import { buildSpeakPrompt } from "../../engine/prompts/speak-prompt.ts";
import type { EstimateAnswer } from "../../schema/messages/estimate.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { TurnSamples } from "./turn-samples.store.ts";

export type EstimateVoices = {
  modelFor(task: "speak" | "light", route?: string | null): Pick<LanguageModel, "route">;
  readonly prices: PriceTable;
};

/**
 * @param samples of this circle, or of these personas anywhere
 * @throws UnknownPrice when one of the voices would not be called for want of a price
 */
export function estimateTalk(
  voices: EstimateVoices,
  personas: Persona[],
  samples: TurnSamples,
  turns: number,
  at: string,
): EstimateAnswer {
  const speakers = personas.map((persona): TurnVoice => {
    const { route } = voices.modelFor("speak", persona.voice.route);
    return { route, tokens: samples.spoken.get(persona.id)?.tokens ?? guessTokens(persona) };
  });
  const beside = samples.beside && { route: voices.modelFor("light").route, tokens: samples.beside };
  return {
    ...estimateCost(voices.prices, at, turns, speakers, beside),
    basis: describeBasis(speakers, personas.length, samples),
  };
}

function guessTokens(persona: Persona) {
  const view = {
    circleId: "",
    topic: "",
    kind: "chat" as const,
    isPrivate: false,
    language: "en",
    participants: [],
    utterances: [],
  };
  const messages = buildSpeakPrompt({ persona, view, recent: [], remembered: [], nudge: null });
  const { maxTokens } = persona.voice;
  return guessTurnTokens(estimatePromptTokens({ messages, maxTokens }), maxTokens);
}

function describeBasis(speakers: TurnVoice[], personas: number, { spoken, beside }: TurnSamples): string {
  if (speakers.length === 0) return "Nobody who would speak costs anything.";
  if (speakers.every(({ route }) => route.local))
    return "These voices run on this machine or network and cost nothing.";
  const turns = [...spoken.values()].reduce((sum, sample) => sum + sample.turns, 0);
  if (turns === 0) return "From the length of the prompts, as nobody has spoken yet.";
  const measured = `From the last ${turns} turns of ${beside ? "this circle" : "these personas"}`;
  return spoken.size === personas
    ? `${measured}.`
    : `${measured}; for who has not spoken, from the length of the prompts.`;
}
