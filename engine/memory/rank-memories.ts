/** Ranks memories by normalised relevance + importance + recency (SPEC M4): candidates first, then the exact score over them. */
import { keepBest } from "./keep-best.ts";

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

/** The columns of some memories, by index in their list of positions. */
type Parts = Standing & { meaning: Float64Array; words: Float64Array };
type Standing = { importance: Float64Array; recency: Float64Array };

type Scale = { least: number; range: number };
/** The range of each part, by which it is scaled to 0–1. */
export type Scales = Record<keyof Parts, Scale>;

/**
 * The memories among these that can rank high: the first 200 in meaning, in words, in recency, in importance, and in
 * importance and recency together. The last list has those that are high in both without leading in either.
 */
export function chooseCandidates(columns: RankColumns, positions: ArrayLike<number>, now: number): ArrayLike<number> {
  if (positions.length <= LISTED) return positions;
  const { meaning, words, importance, lastAccessedAt } = columns;
  const chosen = new Set(keepBest(words, LISTED, positions).filter((position) => words[position]! > 0));
  for (const values of [meaning, importance, lastAccessedAt])
    for (const position of keepBest(values, LISTED, positions)) chosen.add(position);
  const standing = gatherStanding(columns, positions, now);
  for (const index of keepBest(sumStanding(standing, measureStanding(standing)), LISTED)) chosen.add(positions[index]!);
  return Uint32Array.from(chosen).sort();
}

export const measureScales = (columns: RankColumns, positions: ArrayLike<number>, now: number): Scales =>
  measureParts(gather(columns, positions, now));

/**
 * The best `limit` of these candidates, best first; of equals the earlier. Each part is scaled to 0–1 by min–max over
 * the candidates, or by the `scales` given; a part that is the same for all counts 0. A range of importance or recency
 * under 0.1 counts as 0.1, so that one second of difference does not outweigh relevance.
 */
export function rankMemories(
  columns: RankColumns,
  candidates: ArrayLike<number>,
  now: number,
  limit: number,
  givenScales?: Scales,
): number[] {
  const parts = gather(columns, candidates, now);
  const scales = givenScales ?? measureParts(parts);
  const scores = sumStanding(parts, scales);
  for (let index = 0; index < scores.length; index++) scores[index]! += relate(parts, index, scales);
  return keepBest(scores, limit).map((index) => candidates[index]!);
}

/** Plain loops here and below, because they run over a hundred thousand memories while somebody waits. */
function gather(columns: RankColumns, positions: ArrayLike<number>, now: number): Parts {
  const count = positions.length;
  const [meaning, words] = [new Float64Array(count), new Float64Array(count)];
  for (let index = 0; index < count; index++) {
    const position = positions[index]!;
    meaning[index] = columns.meaning[position]!;
    words[index] = columns.words[position]!;
  }
  return { meaning, words, ...gatherStanding(columns, positions, now) };
}

function gatherStanding(columns: RankColumns, positions: ArrayLike<number>, now: number): Standing {
  const count = positions.length;
  const [importance, recency] = [new Float64Array(count), new Float64Array(count)];
  for (let index = 0; index < count; index++) {
    const position = positions[index]!;
    importance[index] = columns.importance[position]!;
    recency[index] = weighRecency(columns.lastAccessedAt[position]!, now);
  }
  return { importance, recency };
}

const measureParts = ({ meaning, words, ...standing }: Parts): Scales => ({
  meaning: measureScale(meaning, 0),
  words: measureScale(words, 0),
  ...measureStanding(standing),
});

const measureStanding = ({ importance, recency }: Standing): Pick<Scales, keyof Standing> => ({
  importance: measureScale(importance, LEAST_RANGE),
  recency: measureScale(recency, LEAST_RANGE),
});

/** NaN is left out. */
function measureScale(values: Float64Array, leastRange: number): Scale {
  let [least, most] = [Infinity, -Infinity];
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, range: Math.max(most - least, leastRange) };
}

const scaled = (value: number, { least, range }: Scale): number => (range > 0 ? (value - least) / range : 0);

/** Importance and recency together, by index. */
function sumStanding({ importance, recency }: Standing, scales: Pick<Scales, keyof Standing>): Float64Array {
  const sums = new Float64Array(importance.length);
  for (let index = 0; index < sums.length; index++)
    sums[index] = scaled(importance[index]!, scales.importance) + scaled(recency[index]!, scales.recency);
  return sums;
}

/** Three quarters meaning, one quarter words; words alone where there is no vector. */
function relate({ meaning, words }: Parts, index: number, scales: Scales): number {
  const inWords = scaled(words[index]!, scales.words);
  const similarity = meaning[index]!;
  if (Number.isNaN(similarity)) return inWords;
  return MEANING_WEIGHT * scaled(similarity, scales.meaning) + (1 - MEANING_WEIGHT) * inWords;
}
