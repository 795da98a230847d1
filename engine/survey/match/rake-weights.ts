/** A margin to be reached: each respondent's probability of belonging to it, and the wanted share. */
export interface RakingMargin {
  traitId: string;
  members: Float64Array;
  share: number;
}

/**
 * Weights of respondents, with a mean of 1, under which the shares of a trait's margins are as wanted (raking; Deming
 * and Stephan 1940). Where it is uncertain to which margin a respondent belongs, its weight changes by the mean over them.
 * @param margins the margins of one trait exclude each other, and their shares sum to 1
 * @returns null where a wanted margin has no member
 */
export function rakeWeights(respondents: number, margins: readonly RakingMargin[]): Float64Array | null {
  const traits = [...Map.groupBy(margins, ({ traitId }) => traitId).values()];
  if (margins.some(({ members, share }) => share > 0 && members.every((member) => member === 0))) return null;
  const weights = new Float64Array(respondents).fill(1);
  const factors = new Float64Array(respondents);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let change = 0;
    for (const trait of traits) {
      factors.fill(0);
      for (const { members, share } of trait) {
        const reached = weightedShare(weights, members);
        change = Math.max(change, Math.abs(reached - share));
        if (reached > 0) members.forEach((member, index) => (factors[index]! += (member * share) / reached));
      }
      factors.forEach((factor, index) => (weights[index]! *= factor));
      const mean = weights.reduce((sum, weight) => sum + weight, 0) / respondents;
      if (!(mean > 0)) return null;
      weights.forEach((weight, index) => (weights[index] = weight / mean));
    }
    if (change < CLOSE_ENOUGH) break;
  }
  return weights;
}

const MOST_ROUNDS = 200;
const CLOSE_ENOUGH = 1e-9;

/** The share of the weights that belongs to a margin. */
export function weightedShare(weights: Float64Array, members: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let index = 0; index < weights.length; index++) {
    sum += weights[index]! * members[index]!;
    total += weights[index]!;
  }
  return total > 0 ? sum / total : 0;
}

/** Kish's effective size: (Σw)² / Σw², 0 without weights. */
export function effectiveSize(weights: ArrayLike<number>): number {
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < weights.length; index++) {
    sum += weights[index]!;
    squares += weights[index]! ** 2;
  }
  return squares > 0 ? sum ** 2 / squares : 0;
}
