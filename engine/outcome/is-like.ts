/** Whether two texts of items say the same, nearly: nothing that was deleted comes back in slightly other words. */
import { foldText } from "../text/fold-text.ts";
import { stemWords } from "../text/stem-words.ts";

/** Share of the words of both. */
const LEAST_SHARED = 0.6;

export function isLike(one: string, other: string, language: string): boolean {
  if (foldText(one) === foldText(other)) return true;
  if (numbersIn(one) !== numbersIn(other)) return false;
  const [first, second] = [new Set(stemWords(one, language)), new Set(stemWords(other, language))];
  const shared = [...first].filter((stem) => second.has(stem)).length;
  return shared > 0 && shared / (first.size + second.size - shared) >= LEAST_SHARED;
}

/** Other numbers say something else. */
const numbersIn = (text: string): string => (text.match(/\d+/g) ?? []).join();
