/** Ranks memories by normalised relevance + importance + recency (SPEC M4): candidates first, then the exact score over them. */
import { BestFew } from "./best-few.ts";

const RECENCY_PER_HOUR = 0.995;
const HOUR_MS = 3_600_000;
/** Importance and recency are in 0–1 already: ranges below this are not stretched to the whole range. */
export const LEAST_RANGE = 0.1;
/** The share of relevance that meaning has; words have the rest. */
const MEANING_WEIGHT = 0.75;
/** How many candidates each list contributes. */
export const LISTED = 200;

/**
 * Columns for ranking, by position: similarity of meaning (NaN where a memory or the question has no vector) and of
 * words, each in any unit; importance 0–1, times in ms since epoch.
 */
export type RankColumns = {
  meaning: ArrayLike<number>;
  words: ArrayLike<number>;
  importance: ArrayLike<number>;
  lastAccessedAt: ArrayLike<number>;
};
export const RECENCY_PER_MS = Math.log(RECENCY_PER_HOUR) / HOUR_MS;

/** 0.995 ^ hours since last access: 1 now, 0.43 after a week, 0.027 after a month. A time in the future counts as now. */
export const weighRecency = (lastAccessedAt: number, now: number): number =>
  Math.exp(RECENCY_PER_MS * Math.max(0, now - lastAccessedAt));

type Scale = { least: number; range: number };
/** The range of each part, by which it is scaled to 0–1. */
export type Scales = Record<"meaning" | "words" | "importance" | "recency", Scale>;

/**
 * The memories among these that can rank high: the first 200 in meaning, in words, in recency, in importance, and in
 * importance and recency together. The last list has those that are high in both without leading in either.
 *
 * It runs over a hundred thousand memories while somebody waits, so it keeps no column of its own: megabytes allocated for
 * each question make the garbage collector stop the worker for longer than the question takes.
 *
 * @param positions ascending
 */
export function chooseCandidates(columns: RankColumns, positions: ArrayLike<number>, now: number): ArrayLike<number> {
  if (positions.length <= LISTED) return positions;
  const { meaning, words, importance, lastAccessedAt } = columns;
  const scales = measureStanding(columns, positions, now);
  const lists = [few(), few(), few(), few(), few()] as const;
  const [similar, sameWords, recent, important, standing] = lists;
  for (let at = 0; at < positions.length; at++) {
    const position = positions[at]!;
    similar.offer(position, meaning[position]!);
    if (words[position]! > 0) sameWords.offer(position, words[position]!);
    recent.offer(position, lastAccessedAt[position]!);
    important.offer(position, importance[position]!);
    standing.offer(position, addStanding(columns, position, now, scales));
  }
  const chosen = new Set(lists.flatMap((list) => list.list()));
  return Uint32Array.from(chosen).sort();
}

/**
 * The best `limit` of these candidates, best first; of equals the earlier. Each part is scaled to 0–1 by min–max over
 * the candidates, or by the `scales` given; a part that is the same for all counts 0. A range of importance or recency
 * under 0.1 counts as 0.1, so that one second of difference does not outweigh relevance.
 *
 * @param candidates positions, ascending
 */
export function rankMemories(
  columns: RankColumns,
  candidates: ArrayLike<number>,
  now: number,
  limit: number,
  scales = measureScales(columns, candidates, now),
): number[] {
  const best = new BestFew(limit);
  for (let at = 0; at < candidates.length; at++) {
    const position = candidates[at]!;
    best.offer(position, relate(columns, position, scales) + addStanding(columns, position, now, scales));
  }
  return best.list();
}

const few = (): BestFew => new BestFew(LISTED);

export const measureScales = (columns: RankColumns, positions: ArrayLike<number>, now: number): Scales => ({
  meaning: measureScale(columns.meaning, positions, 0),
  words: measureScale(columns.words, positions, 0),
  ...measureStanding(columns, positions, now),
});

type StandingScales = Pick<Scales, "importance" | "recency">;

/** Recency rises with the time of last access, so the range of times gives its own. */
function measureStanding(columns: RankColumns, positions: ArrayLike<number>, now: number): StandingScales {
  const times = measureScale(columns.lastAccessedAt, positions, 0);
  const [least, most] = [weighRecency(times.least, now), weighRecency(times.least + times.range, now)];
  return {
    importance: measureScale(columns.importance, positions, LEAST_RANGE),
    recency: { least, range: Math.max(most - least, LEAST_RANGE) },
  };
}

/** NaN is left out. */
function measureScale(column: ArrayLike<number>, positions: ArrayLike<number>, leastRange: number): Scale {
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < positions.length; at++) {
    const value = column[positions[at]!]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, range: Math.max(most - least, leastRange) };
}

const scaled = (value: number, { least, range }: Scale): number => (range > 0 ? (value - least) / range : 0);

/** Importance and recency together. */
const addStanding = (columns: RankColumns, position: number, now: number, scales: StandingScales): number =>
  scaled(columns.importance[position]!, scales.importance) +
  scaled(weighRecency(columns.lastAccessedAt[position]!, now), scales.recency);

/** Three quarters meaning, one quarter words; words alone where there is no vector. */
function relate({ meaning, words }: RankColumns, position: number, scales: Scales): number {
  const inWords = scaled(words[position]!, scales.words);
  const similarity = meaning[position]!;
  if (Number.isNaN(similarity)) return inWords;
  return MEANING_WEIGHT * scaled(similarity, scales.meaning) + (1 - MEANING_WEIGHT) * inWords;
}
