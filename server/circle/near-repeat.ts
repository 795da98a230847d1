/** Whether a turn says again what was said shortly before (SPEC C6). */

/** Share of common word pairs from which two texts count as the same thing said twice. */
const SAME_FROM = 0.75;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function pairsOf(text: string): Set<string> {
  const words = wordsOf(text);
  if (words.length < 2) return new Set(words);
  return new Set(words.slice(1).map((word, index) => `${words[index]} ${word}`));
}

/** Jaccard similarity of the texts' word pairs, 0–1; 1 for two texts without any word. */
export function textSimilarity(one: string, other: string): number {
  const [left, right] = [pairsOf(one), pairsOf(other)];
  const common = [...left].filter((pair) => right.has(pair)).length;
  const all = left.size + right.size - common;
  return all === 0 ? 1 : common / all;
}

export const isNearRepeat = (text: string, earlier: string[]): boolean =>
  earlier.some((before) => textSimilarity(text, before) >= SAME_FROM);
