/** Which of a persona's traits one reply showed, with the words that show it (SPEC M3). */
import { z } from "zod";
import type { CallContext, LanguageModel } from "../../model/language-model.ts";
import { readStructuredReply } from "../../model/answers/read-structured-reply.ts";
import { buildExtractTraitsRequest } from "../../prompts/extract-traits-prompt.ts";
import type { Persona, Trait } from "../../../schema/messages/persona.ts";
import { isSmallModel } from "../../model/routing/judge-model-size.ts";
import { readTraitCues } from "./read-trait-cues.ts";
import { weighTrait, type ShownTrait } from "./shown-trait.ts";

const Answer = z.object({
  traits: z.array(z.object({ id: z.string(), quote: z.string(), strength: z.number(), certainty: z.number() })),
});

/** Small models, and a model that fails or answers off the schema, leave it to lexical cues. */
export async function extractTraits(
  persona: Persona,
  heard: string,
  reply: string,
  model: LanguageModel,
  context: CallContext,
): Promise<ShownTrait[]> {
  if (persona.traits.length === 0 || reply.trim() === "") return [];
  if (isSmallModel(model.route)) return readTraitCues(persona.traits, reply);
  try {
    const request = buildExtractTraitsRequest(persona, heard, reply);
    const { value } = await readStructuredReply(model, request, Answer, context);
    return checkTraits(persona.traits, reply, value);
  } catch {
    // The ledger has the failed call; the reading falls back to what the words themselves tell.
    return readTraitCues(persona.traits, reply);
  }
}

/** What a model claims holds only for traits that exist and words that were said. The surest claim for a trait counts. */
export function checkTraits(traits: readonly Trait[], reply: string, claimed: unknown): ShownTrait[] {
  const shown = new Map<string, ShownTrait>();
  for (const { id, quote, strength, certainty } of Answer.parse(claimed).traits) {
    const trait = traits.find((known) => known.id === id);
    const evidence = findQuote(reply, quote);
    if (!trait || evidence === null) continue;
    const reading = weighTrait(trait, strength, certainty, evidence);
    if (reading.confidence > (shown.get(id)?.confidence ?? 0)) shown.set(id, reading);
  }
  return [...shown.values()].sort((one, other) => other.confidence - one.confidence);
}

/** The quoted words as they stand in the reply (case, spaces and outer quotation marks may differ), or null. */
function findQuote(reply: string, quote: string): string | null {
  const words = quote
    .trim()
    .replace(/^["'“”„«»…]+|["'“”«»…]+$/gu, "")
    .split(/\s+/)
    .filter(Boolean);
  if (words.length === 0) return null;
  const pattern = new RegExp(words.map(RegExp.escape).join("\\s+"), "iu");
  return pattern.exec(reply)?.[0] ?? null;
}
