import type { Candidate } from "./library-search.store.ts";

/** Below it, two short texts of the usual embedding models have little in common. */
const LEAST_SIMILARITY = 0.3;

/** Letters and digits only, as the words of a search. */
export const wordsOf = (text: string): string[] =>
  [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))].slice(0, 12);

/**
 * The ids of those that match, best first: words and meaning count alike, each up to 1.
 * @param wanted the unit vector of the search; null: words alone
 */
export function rankEntries(candidates: readonly Candidate[], wanted: Float32Array | null): string[] {
  const bestWords = Math.max(...candidates.map(({ wordRank }) => wordRank), Number.MIN_VALUE);
  return candidates
    .map(({ id, wordRank, embedding }) => {
      const similarity = wanted && embedding ? dot(wanted, toVector(embedding)) : 0;
      return { id, matches: wordRank > 0 || similarity >= LEAST_SIMILARITY, score: wordRank / bestWords + similarity };
    })
    .filter(({ matches }) => matches)
    .toSorted((one, other) => other.score - one.score || (one.id < other.id ? 1 : -1))
    .map(({ id }) => id);
}

function dot(one: Float32Array, other: Float32Array): number {
  if (one.length !== other.length) return 0;
  let sum = 0;
  for (let place = 0; place < one.length; place++) sum += one[place]! * other[place]!;
  return sum;
}

/** Copied, since floats are read at multiples of four only. */
const toVector = (bytes: Uint8Array): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);
