/** Reads the shares of a trait's options from the log-probabilities of one token, the letter (SPEC S3). */
import type { SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import type { TokenLogProbability } from "../../model/language-model.ts";
import { optionsOf } from "./read-value.ts";

export type LetterShares = {
  /** By value, renormalised over the options. */
  distribution: Record<string, number>;
  /** Probability (0–1) of anything that is no option, refusals among them. */
  refusalMass: number;
};

/** "A", " A", "(A", "A)" and the like are one answer. */
const LETTER = /^[\s(]*([A-Z])[).:]*\s*$/;
/** With less on the options the model answered something else. */
const LEAST_ON_OPTIONS = 0.5;

/**
 * As OpinionsQA does, with the spellings of a letter added up: an option that is not among the tokens gets the least
 * probability of those that are, or its part of what is left over, if that is less.
 * @param top the likeliest tokens
 * @returns null where most of the probability is on no option
 */
export function readLetterShares(top: TokenLogProbability["top"], trait: SurveyTrait): LetterShares | null {
  const options = optionsOf(trait);
  const masses = new Map<string, number>();
  let listed = 0;
  let least = 1;
  for (const { token, logProbability } of top) {
    const probability = Math.exp(logProbability);
    listed += probability;
    least = Math.min(least, probability);
    const letter = LETTER.exec(token)?.[1];
    if (letter !== undefined) masses.set(letter, (masses.get(letter) ?? 0) + probability);
  }
  if (masses.size === 0) return null;
  const missing = options.filter(({ letter }) => !masses.has(letter)).length;
  const ofMissing = missing === 0 ? 0 : Math.min(least, Math.max(0, 1 - listed) / missing);
  const shares = options.map(({ id, letter }) => [id, masses.get(letter) ?? ofMissing] as const);
  const onOptions = shares.reduce((sum, [, share]) => sum + share, 0);
  if (!(onOptions >= LEAST_ON_OPTIONS)) return null;
  return {
    distribution: Object.fromEntries(shares.map(([id, share]) => [id, share / onOptions])),
    refusalMass: Math.max(0, 1 - onOptions),
  };
}
