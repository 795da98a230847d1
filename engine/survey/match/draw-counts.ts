import { shuffle } from "../../../schema/rules/seeded-random.ts";

/**
 * Divides `size` places over cells in proportion to their shares: each cell gets the whole number below its quota, or
 * one more. Where there are at most as many cells as places, the largest remainders get one more, ties at random.
 * With more cells than places the largest remainders would leave out all small ones, so places are drawn
 * systematically, in random order: every cell has the chance of its remainder.
 * @param shares ≥ 0, in any unit, at least one > 0
 */
export function drawCounts(shares: readonly number[], size: number, random: () => number): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (!(total > 0)) throw new RangeError("A target needs at least one share above 0.");
  const quotas = shares.map((share) => (share / total) * size);
  const counts = quotas.map((quota) => Math.floor(quota + ROUNDING));
  const remainders = quotas.map((quota, index) => Math.max(0, quota - counts[index]!));
  const missing = size - counts.reduce((sum, count) => sum + count, 0);
  const chosen =
    shares.length <= size ? takeLargest(remainders, missing, random) : drawSystematically(remainders, missing, random);
  for (const index of chosen) counts[index]!++;
  return counts;
}

/** A quota of 2.9999999996 is a rounded 3. */
const ROUNDING = 1e-9;

function takeLargest(remainders: readonly number[], count: number, random: () => number): number[] {
  const ordered = remainders.map((remainder, index) => ({ remainder, index, lot: random() }));
  ordered.sort((left, right) =>
    Math.abs(left.remainder - right.remainder) > ROUNDING ? right.remainder - left.remainder : left.lot - right.lot,
  );
  return ordered.slice(0, count).map(({ index }) => index);
}

/**
 * Points at equal distances over the sum of the remainders, from a random start; no cell is hit twice. In random order,
 * because the cells of a table repeat each other at equal distances, too.
 */
function drawSystematically(remainders: readonly number[], count: number, random: () => number): number[] {
  if (count === 0) return [];
  const order = shuffle([...remainders.keys()], random);
  const step = remainders.reduce((sum, remainder) => sum + remainder, 0) / count;
  let point = random() * step;
  let reached = 0;
  const chosen = new Set<number>();
  for (const index of order) {
    if (chosen.size === count) break;
    reached += remainders[index]!;
    if (reached <= point) continue;
    chosen.add(index);
    point += step;
  }
  // Rounding may leave out the last point.
  for (const index of order) if (chosen.size < count) chosen.add(index);
  return [...chosen];
}
