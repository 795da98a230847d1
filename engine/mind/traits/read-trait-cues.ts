/** Reads traits by lexical cues, for voices that cannot judge their own words. */
import { keepRecent } from "../../text/keep-recent.ts";
import { splitSentences } from "../../text/split-sentences.ts";
import { stemWords } from "../../text/stem-words.ts";
import type { Trait } from "../../../schema/messages/persona.ts";
import { weighTrait, type ShownTrait } from "./shown-trait.ts";
import { CUE_FAMILIES } from "./trait-cues.ts";

/** A cue of the trait's family counts once, a word of its own name or description twice. */
const OWN_WORD_WEIGHT = 2;
/** Cap of the certainty: cues match words, not their meaning. */
const MAX_CERTAIN = 0.6;
const HALF_CUES = 2;

/**
 * The sentence with most cues is the evidence. With n cues in it (own words count twice) and m in the whole reply:
 * strength = m / (m + 2), certainty = 0.6 × n / (n + 2). Strongest reading first; traits without cues are omitted.
 */
export function readTraitCues(traits: readonly Trait[], reply: string): ShownTrait[] {
  const sentences = splitSentences(reply)
    .map((sentence) => sentence.trim())
    .filter(Boolean)
    .map((text) => ({ text, stems: stemBoth(text) }));
  return traits
    .flatMap((trait): ShownTrait[] => {
      const signs = { cues: cuesOf(trait.name), ownStems: stemsOf(`${trait.name} ${trait.description}`) };
      const counts = sentences.map((sentence) => countCues(signs, sentence));
      const most = Math.max(0, ...counts);
      const evidence = sentences[counts.indexOf(most)]?.text;
      if (most === 0 || evidence === undefined) return [];
      const all = counts.reduce((sum, count) => sum + count, 0);
      return [weighTrait(trait, all / (all + HALF_CUES), (MAX_CERTAIN * most) / (most + HALF_CUES), evidence)];
    })
    .sort((one, other) => other.confidence - one.confidence);
}

/** Signs of a trait: cues of its families, and the stems of its own words. */
type Signs = { cues: readonly RegExp[]; ownStems: ReadonlySet<string> };

function countCues({ cues, ownStems }: Signs, sentence: { text: string; stems: readonly string[] }): number {
  const found = cues.reduce((sum, pattern) => sum + (sentence.text.match(pattern)?.length ?? 0), 0);
  const own = sentence.stems.filter((stem) => ownStems.has(stem)).length;
  return found + OWN_WORD_WEIGHT * own;
}

/** Distinct stems in both languages. */
const stemBoth = (text: string): string[] => [...new Set([...stemWords(text, "en"), ...stemWords(text, "de")])];

const MAX_TRAITS = 2000;
const stemsOf = keepRecent((text): ReadonlySet<string> => new Set(stemBoth(text)), MAX_TRAITS);

/** The cues of a trait's families, which its name determines. */
const cuesOf = keepRecent((name): RegExp[] => {
  const words = name.split(/\s+/);
  return CUE_FAMILIES.filter(({ names }) => words.some((word) => names.test(word))).map(({ cues }) => cues);
}, MAX_TRAITS);
