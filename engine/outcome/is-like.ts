/** Whether two texts of items say the same, nearly: nothing that was deleted comes back in slightly other words. */
import { foldText } from "../text/fold-text.ts";
import { stemWords } from "../text/stem-words.ts";

/** Share of the words of both. */
const LEAST_SHARED = 0.6;

/** What of a text counts: read once where it is compared with many. */
export type Likeness = { folded: string; numbers: string; stems: ReadonlySet<string> };

export const readLikeness = (text: string, language: string): Likeness => ({
  folded: foldText(text),
  // Other numbers say something else.
  numbers: (text.match(/\d+/g) ?? []).join(),
  stems: new Set(stemWords(text, language)),
});

export const isLike = (one: string, other: string, language: string): boolean =>
  areLike(readLikeness(one, language), readLikeness(other, language));

export function areLike(one: Likeness, other: Likeness): boolean {
  if (one.folded === other.folded) return true;
  if (one.numbers !== other.numbers) return false;
  const shared = [...one.stems].filter((stem) => other.stems.has(stem)).length;
  return shared > 0 && shared / (one.stems.size + other.stems.size - shared) >= LEAST_SHARED;
}
