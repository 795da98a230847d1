/** Finds which of a persona's traits its replies showed, with the words that show them (SPEC M3). */
import { z } from "zod";
import { stemWords } from "../../text/stem-words.ts";
import type { CallScope, LanguageModel } from "../../model/language-model.ts";
import { readStructuredReply } from "../../model/answers/read-structured-reply.ts";
import { buildExtractTraitsRequest, type Exchange } from "../../prompts/extract-traits-prompt.ts";
import type { Persona, Trait } from "../../../schema/messages/persona.ts";
import { findQuote } from "../../text/find-quote.ts";
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
 * One call for all of them.
 *
 * @returns what each reply showed, in the order of `exchanges`
 * @throws ModelError
 */
export async function extractTraits(
  persona: Persona,
  exchanges: readonly Exchange[],
  model: LanguageModel,
  scope: CallScope,
): Promise<ShownTrait[][]> {
  if (persona.traits.length === 0) return exchanges.map(() => []);
  const request = buildExtractTraitsRequest(persona, exchanges);
  const { value } = await readStructuredReply(model, request, Answer, scope);
  return exchanges.map((exchange, index) =>
    checkTraits(
      persona.traits,
      exchange,
      value.traits.filter((claim) => claim.reply === index + 1),
    ),
  );
}

/** Accepts a model's claims only for existing traits and quoted words that were said, and not only said after somebody. */
export function checkTraits(
  traits: readonly Trait[],
  { heard, reply }: Exchange,
  claims: readonly Claim[],
): ShownTrait[] {
  return keepSurest(
    claims.flatMap(({ id, quote, strength, certainty }) => {
      const trait = traits.find((known) => known.id === id);
      const evidence = findQuote(reply, quote);
      return trait && evidence !== null && !isSaidAfter(heard, evidence)
        ? [weighTrait(trait, strength, certainty, evidence)]
        : [];
    }),
  );
}

/** Whether all that means something in the evidence was put into the persona's mouth (SPEC A5). */
function isSaidAfter(heard: string, evidence: string): boolean {
  const given = new Set(stemWords(heard, "en"));
  const own = stemWords(evidence, "en").filter((stem) => !given.has(stem));
  return own.length === 0;
}
