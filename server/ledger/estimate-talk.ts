/** Estimates the cost of further turns in a circle (SPEC L8): from its past turns, otherwise from its prompts. */
import { inEnglish, message, type Message } from "../../schema/messages/message.ts";
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
 * @param samples past turns of this circle, or of these personas anywhere
 * @throws UnknownPrice when one of the voices has no price and would not be called
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
  const basis = describeBasis(speakers, personas.length, samples);
  return {
    ...estimateCost(voices.prices, at, turns, speakers, beside),
    basis: inEnglish(basis),
    basisMessage: basis,
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
  const messages = buildSpeakPrompt({ persona, view, recent: [], remembered: [], stance: null, nudge: null });
  const { maxTokens } = persona.voice;
  return guessTurnTokens(estimatePromptTokens({ messages, maxTokens }), maxTokens);
}

function describeBasis(speakers: TurnVoice[], personas: number, { spoken, beside }: TurnSamples): Message {
  if (speakers.length === 0) return message("estimate-free");
  if (speakers.every(({ route }) => route.local)) return message("estimate-local");
  const count = [...spoken.values()].reduce((sum, sample) => sum + sample.turns, 0);
  if (count === 0) return message("estimate-from-prompts");
  const of = beside ? "estimate-of-circle" : "estimate-of-personas";
  return spoken.size === personas ? message(of, { count }) : message(`${of}-in-part`, { count });
}
