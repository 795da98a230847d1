/** Ranks memories by normalised relevance + importance + recency (SPEC M4). */

const RECENCY_PER_HOUR = 0.995;
const HOUR_MS = 3_600_000;
/** Importance and recency are in 0–1 already: ranges below this are not stretched to the whole range. */
const LEAST_RANGE = 0.1;

/** Columns for ranking, by position: relevance in any unit, importance 0–1, times in ms since epoch. */
export type RankColumns = {
  relevance: ArrayLike<number>;
  importance: ArrayLike<number>;
  lastAccessedAt: ArrayLike<number>;
};
const RECENCY_PER_MS = Math.log(RECENCY_PER_HOUR) / HOUR_MS;

/** 0.995 ^ hours since last access: 1 now, 0.43 after a week, 0.027 after a month. A time in the future counts as now. */
export const weighRecency = (lastAccessedAt: number, now: number): number =>
  Math.exp(RECENCY_PER_MS * Math.max(0, now - lastAccessedAt));

/**
 * The best `limit` of these positions, best first; of equals the earlier. Each of the three parts is scaled
 * to 0–1 by min–max over all of them; a part that is the same for all counts 0. A range of
 * importance or recency under 0.1 counts as 0.1, so that one second of difference does not outweigh relevance.
 * Plain loops, because they run over a hundred thousand memories while somebody waits.
 */
export function rankMemories(columns: RankColumns, positions: ArrayLike<number>, now: number, limit: number): number[] {
  const { relevance, importance, lastAccessedAt } = columns;
  const recency = new Float64Array(positions.length);
  let [leastRelevant, mostRelevant] = [Infinity, -Infinity];
  let [leastImportant, mostImportant] = [Infinity, -Infinity];
  let [leastRecent, mostRecent] = [Infinity, -Infinity];
  for (let index = 0; index < positions.length; index++) {
    const position = positions[index]!;
    const relevant = relevance[position]!;
    if (relevant < leastRelevant) leastRelevant = relevant;
    if (relevant > mostRelevant) mostRelevant = relevant;
    const important = importance[position]!;
    if (important < leastImportant) leastImportant = important;
    if (important > mostImportant) mostImportant = important;
    const recent = (recency[index] = weighRecency(lastAccessedAt[position]!, now));
    if (recent < leastRecent) leastRecent = recent;
    if (recent > mostRecent) mostRecent = recent;
  }
  const relevanceRange = mostRelevant - leastRelevant || 1;
  const importanceRange = Math.max(mostImportant - leastImportant, LEAST_RANGE);
  const recencyRange = Math.max(mostRecent - leastRecent, LEAST_RANGE);

  const best: number[] = [];
  const scores: number[] = [];
  const place = (position: number, score: number): void => {
    let at = best.length;
    while (at > 0 && scores[at - 1]! < score) at--;
    best.splice(at, 0, position);
    scores.splice(at, 0, score);
    if (best.length > limit) [best.length, scores.length] = [limit, limit];
  };
  for (let index = 0; index < positions.length && limit > 0; index++) {
    const position = positions[index]!;
    const score =
      (relevance[position]! - leastRelevant) / relevanceRange +
      (importance[position]! - leastImportant) / importanceRange +
      (recency[index]! - leastRecent) / recencyRange;
    if (best.length === limit && score <= scores[limit - 1]!) continue;
    place(position, score);
  }
  return best;
}
