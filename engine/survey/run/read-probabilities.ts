/** Reads the probabilities of the letters from those of the next token, after OpinionsQA (SPEC S5). */
import type { TokenLogProbability } from "../../model/language-model.ts";

export type LetterShares = {
  /** By letter, in the order given; they add up to 1. */
  shares: number[];
  /** Probability of everything else than a letter: of refusals and of answers in another form. */
  otherShare: number;
};

/**
 * A letter is the likelier of "B" and " B". Letters that the provider did not name share what is left of the probability,
 * but none gets more than the least likely one that was named.
 * @returns null if no letter was named
 */
export function readProbabilities(
  next: TokenLogProbability | undefined,
  letters: readonly string[],
): LetterShares | null {
  if (!next) return null;
  const named = [...next.top, next];
  const found = letters.map((letter) =>
    Math.max(0, ...named.filter(({ token }) => token.trim() === letter).map((each) => Math.exp(each.logProbability))),
  );
  const known = found.filter((share) => share > 0);
  if (known.length === 0) return null;
  const ofLetters = known.reduce((sum, share) => sum + share, 0);
  const ofNamed = new Map(named.map(({ token, logProbability }) => [token, Math.exp(logProbability)]));
  const left = Math.max(0, 1 - [...ofNamed.values()].reduce((sum, share) => sum + share, 0));
  const missing = found.length - known.length;
  const ofEachMissing = missing === 0 ? 0 : Math.min(Math.min(...known), left / missing);
  const filled = found.map((share) => share || ofEachMissing);
  const total = ofLetters + missing * ofEachMissing;
  return { shares: filled.map((share) => share / total), otherShare: Math.max(0, 1 - total) };
}

/** The place of a share that a random number (0–1) falls into. */
export function drawShare(shares: readonly number[], random: number): number {
  let sum = 0;
  const place = shares.findIndex((share) => (sum += share) > random);
  return place === -1 ? shares.length - 1 : place;
}
