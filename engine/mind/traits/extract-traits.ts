/** Finds which of a persona's traits its replies showed, with the words that show them (SPEC M3). */
import { z } from "zod";
import type { CallScope, LanguageModel } from "../../model/language-model.ts";
import { readStructuredReply } from "../../model/answers/read-structured-reply.ts";
import { buildExtractTraitsRequest, type Exchange } from "../../prompts/extract-traits-prompt.ts";
import type { Persona, Trait } from "../../../schema/messages/persona.ts";
import { isSmallModel } from "../../model/routing/judge-model-size.ts";
import { readTraitCues } from "./read-trait-cues.ts";
import { keepSurest, weighTrait, type ShownTrait } from "./shown-trait.ts";

const Claim = z.object({
  /** Counted from 1. */
  reply: z.number(),
  id: z.string(),
  quote: z.string(),
  strength: z.number(),
  certainty: z.number(),
});
type Claim = z.infer<typeof Claim>;
const Answer = z.object({ traits: z.array(Claim) });

/**
 * One call for all of them. For small models, and when a model fails or answers off the schema, lexical cues are used.
 *
 * @returns what each reply showed, in the order of `exchanges`
 */
export async function extractTraits(
  persona: Persona,
  exchanges: readonly Exchange[],
  model: LanguageModel,
  scope: CallScope,
): Promise<ShownTrait[][]> {
  const byCues = () => exchanges.map(({ reply }) => readTraitCues(persona.traits, reply));
  if (persona.traits.length === 0 || isSmallModel(model.route)) return byCues();
  try {
    const request = buildExtractTraitsRequest(persona, exchanges);
    const { value } = await readStructuredReply(model, request, Answer, scope);
    return exchanges.map(({ reply }, index) =>
      checkTraits(
        persona.traits,
        reply,
        value.traits.filter((claim) => claim.reply === index + 1),
      ),
    );
  } catch {
    // The ledger has the failed call; fall back to lexical cues.
    return byCues();
  }
}

/** Accepts a model's claims only for existing traits and quoted words that were said. */
export function checkTraits(traits: readonly Trait[], reply: string, claims: readonly Claim[]): ShownTrait[] {
  return keepSurest(
    claims.flatMap(({ id, quote, strength, certainty }) => {
      const trait = traits.find((known) => known.id === id);
      const evidence = findQuote(reply, quote);
      return trait && evidence !== null ? [weighTrait(trait, strength, certainty, evidence)] : [];
    }),
  );
}

/** The quoted words as in the reply (case, spaces and outer quotation marks may differ), or null. */
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
