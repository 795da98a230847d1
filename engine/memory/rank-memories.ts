/** Which memories are useful now: normalised relevance + importance + recency (SPEC M4). */

const RECENCY_PER_HOUR = 0.995;
const HOUR_MS = 3_600_000;
/** Importance and recency are shares already: differences below this are not blown up to the whole range. */
const LEAST_RANGE = 0.1;

/** What ranking needs, by position: relevance in any unit, importance 0–1, times in ms since epoch. */
export type RankColumns = {
  relevance: ArrayLike<number>;
  importance: ArrayLike<number>;
  lastAccessedAt: ArrayLike<number>;
};

/** 0.995 ^ hours since last access: 1 now, 0.43 after a week, 0.027 after a month. A clock running backwards counts as now. */
export const weighRecency = (lastAccessedAt: number, now: number): number =>
  Math.exp((Math.log(RECENCY_PER_HOUR) * Math.max(0, now - lastAccessedAt)) / HOUR_MS);

/**
 * The best `limit` of these positions, best first; of equals the earlier. Each of the three parts is
 * brought to 0–1 by min–max over all of them; a part that is the same for all tells nothing and counts 0. A range of
 * importance or recency under 0.1 counts as 0.1, so that one second of difference does not outweigh the subject.
 */
export function rankMemories(columns: RankColumns, positions: ArrayLike<number>, now: number, limit: number): number[] {
  const scores = new Float64Array(positions.length);
  addNormalised(scores, 0, (index) => columns.relevance[positions[index]!]!);
  addNormalised(scores, LEAST_RANGE, (index) => columns.importance[positions[index]!]!);
  addNormalised(scores, LEAST_RANGE, (index) => weighRecency(columns.lastAccessedAt[positions[index]!]!, now));
  return takeBest(scores, limit).map((index) => positions[index]!);
}

function addNormalised(scores: Float64Array, leastRange: number, read: (index: number) => number): void {
  const values = new Float64Array(scores.length);
  let least = Infinity;
  let most = -Infinity;
  for (let index = 0; index < values.length; index++) {
    const value = (values[index] = read(index));
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const range = Math.max(most - least, leastRange);
  if (!(range > 0)) return;
  for (let index = 0; index < values.length; index++) scores[index]! += (values[index]! - least) / range;
}

/** Indices of the highest scores, by a sorted list of `limit` entries: one pass over many, few kept. */
function takeBest(scores: Float64Array, limit: number): number[] {
  const best: number[] = [];
  if (limit < 1) return best;
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index]!;
    if (best.length === limit && score <= scores[best[limit - 1]!]!) continue;
    let at = best.length;
    while (at > 0 && scores[best[at - 1]!]! < score) at--;
    best.splice(at, 0, index);
    if (best.length > limit) best.pop();
  }
  return best;
}
