/** Traits by lexical cues: for voices that cannot judge their own words. */
import { splitSentences } from "../../text/split-sentences.ts";
import { stemWords } from "../../text/stem-words.ts";
import type { Trait } from "../../../schema/messages/persona.ts";
import { weighTrait, type ShownTrait } from "./shown-trait.ts";
import { CUE_FAMILIES } from "./trait-cues.ts";

/** A cue of the trait's family counts once, a word of its own name or description twice. */
const OWN_WORD_WEIGHT = 2;
/** Half of what there is to be sure of: cues know words, not what is meant. */
const MAX_CERTAIN = 0.6;
const HALF_CUES = 2;

/**
 * The sentence with most cues is the evidence. With n cues in it (own words count twice) and m in the whole reply:
 * strength = m / (m + 2), certainty = 0.6 × n / (n + 2). Strongest reading first; a trait without cues was not shown.
 */
export function readTraitCues(traits: readonly Trait[], reply: string): ShownTrait[] {
  const sentences = splitSentences(reply)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
  return traits
    .flatMap((trait): ShownTrait[] => {
      const counts = sentences.map((sentence) => countCues(trait, sentence));
      const most = Math.max(0, ...counts);
      const evidence = sentences[counts.indexOf(most)];
      if (most === 0 || evidence === undefined) return [];
      const all = counts.reduce((sum, count) => sum + count, 0);
      return [weighTrait(trait, all / (all + HALF_CUES), (MAX_CERTAIN * most) / (most + HALF_CUES), evidence)];
    })
    .sort((one, other) => other.confidence - one.confidence);
}

function countCues(trait: Trait, sentence: string): number {
  const families = CUE_FAMILIES.filter(({ names }) => trait.name.split(/\s+/).some((word) => names.test(word)));
  const cues = families.reduce((sum, { cues: pattern }) => sum + [...sentence.matchAll(pattern)].length, 0);
  const own = new Set([
    ...stemWords(`${trait.name} ${trait.description}`, "en"),
    ...stemWords(`${trait.name} ${trait.description}`, "de"),
  ]);
  const said = new Set([...stemWords(sentence, "en"), ...stemWords(sentence, "de")]);
  const ownWords = [...said].filter((stem) => own.has(stem)).length;
  return cues + OWN_WORD_WEIGHT * ownWords;
}
