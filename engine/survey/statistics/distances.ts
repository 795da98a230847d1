/** Distances between two distributions over the same values, given as shares that each sum to 1. */

/** Total variation, 0–1: half the sum of absolute differences. For any values. */
export const totalVariation = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, share, index) => sum + Math.abs(share - other[index]!), 0) / 2;

/**
 * Wasserstein distance (1) of ordinal values, in steps of the scale: how far the mean person would have to move.
 * From 0 to the number of values less one; `normalisedWasserstein` divides by that. The two scales are never mixed.
 */
export function rawWasserstein(one: readonly number[], other: readonly number[]): number {
  let ahead = 0;
  let moved = 0;
  for (let step = 0; step < one.length - 1; step++) {
    ahead += one[step]! - other[step]!;
    moved += Math.abs(ahead);
  }
  return moved;
}

/** 0–1, of the whole scale; 0 where there is only one value. */
export const normalisedWasserstein = (one: readonly number[], other: readonly number[]): number =>
  one.length > 1 ? rawWasserstein(one, other) / (one.length - 1) : 0;

/** Kullback–Leibler divergence in nats: `Infinity` where `other` has none of a value that `one` has. */
export const kullbackLeibler = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, share, index) => (share > 0 ? sum + share * Math.log(share / other[index]!) : sum), 0);

/** Jensen–Shannon divergence to base 2, 0–1, for any values. The square root of it would be a distance. */
export function jensenShannon(one: readonly number[], other: readonly number[]): number {
  const middle = one.map((share, index) => (share + other[index]!) / 2);
  return (kullbackLeibler(one, middle) + kullbackLeibler(other, middle)) / 2 / Math.LN2;
}
