/** Word-based similarity of two texts, for near-repeats and agreement drift (SPEC C6, M7). */
import { splitWords } from "./stem-words.ts";

const SHINGLE_WORDS = 2;

/** Pairs of adjacent words; a one-word text is its own shingle. */
function shingle(text: string): Set<string> {
  const words = splitWords(text);
  if (words.length < SHINGLE_WORDS) return new Set(words);
  return new Set(words.slice(1).map((word, index) => `${words[index]} ${word}`));
}

/** Jaccard similarity of word pairs, 0–1. Two texts without words are not similar. */
export function measureSimilarity(one: string, other: string): number {
  const first = shingle(one);
  const second = shingle(other);
  if (first.size === 0 || second.size === 0) return 0;
  let shared = 0;
  for (const pair of first) if (second.has(pair)) shared++;
  return shared / (first.size + second.size - shared);
}
