/** Which memories are useful now: normalised relevance + importance + recency (SPEC M4). */

const RECENCY_PER_HOUR = 0.995;
const HOUR_MS = 3_600_000;
/** Importance and recency are shares already: differences below this are not blown up to the whole range. */
const LEAST_RANGE = 0.1;

/** What ranking needs of a memory: relevance in any unit, importance 0–1, times in ms since epoch. */
export type Rankable = { relevance: number; importance: number; lastAccessedAt: number };

/** 0.995 ^ hours since last access: 1 now, 0.43 after a week, 0.027 after a month. A clock running backwards counts as now. */
export const weighRecency = (lastAccessedAt: number, now: number): number =>
  RECENCY_PER_HOUR ** Math.max(0, (now - lastAccessedAt) / HOUR_MS);

/**
 * Positions of the best `limit` items, best first; of equals the earlier position. Each of the three parts is
 * brought to 0–1 by min–max over all items; a part that is the same for all tells nothing and counts 0. A range of
 * importance or recency under 0.1 counts as 0.1, so that one second of difference does not outweigh the subject.
 */
export function rankMemories(items: readonly Rankable[], now: number, limit: number): number[] {
  const relevance = normalise(
    items.map((item) => item.relevance),
    0,
  );
  const importance = normalise(
    items.map((item) => item.importance),
    LEAST_RANGE,
  );
  const recency = normalise(
    items.map((item) => weighRecency(item.lastAccessedAt, now)),
    LEAST_RANGE,
  );
  const scores = Float64Array.from(items, (_, index) => relevance[index]! + importance[index]! + recency[index]!);
  return takeBest(scores, limit);
}

function normalise(values: readonly number[], leastRange: number): Float64Array {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const range = Math.max(most - least, leastRange);
  return Float64Array.from(values, (value) => (range > 0 ? (value - least) / range : 0));
}

/** Positions of the highest scores, by a sorted list of `limit` entries: one pass over many, few kept. */
function takeBest(scores: Float64Array, limit: number): number[] {
  const best: number[] = [];
  for (let position = 0; position < scores.length; position++) {
    const score = scores[position]!;
    if (best.length === limit && score <= scores[best[limit - 1]!]!) continue;
    let at = best.length;
    while (at > 0 && scores[best[at - 1]!]! < score) at--;
    best.splice(at, 0, position);
    if (best.length > limit) best.pop();
  }
  return best;
}
