/** By trait, the share of each of its values, in any unit. */
export type Marginals = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Of each trait one value. */
export type Combination = Readonly<Record<string, string>>;

/** All combinations of the values; those of the last trait change fastest. */
export const listCombinations = (marginals: Marginals): Combination[] =>
  Object.entries(marginals).reduce<Combination[]>(
    (all, [traitId, shares]) =>
      all.flatMap((each) => Object.keys(shares).map((value) => ({ ...each, [traitId]: value }))),
    [{}],
  );

/**
 * Shares of the combinations, which sum to 1 and have the given marginals, related to each other as in `start`
 * (iterative proportional fitting; Deming and Stephan 1940).
 * @param start of each combination, ≥ 0; one of 0 stays 0
 */
export function fitMarginals(
  marginals: Marginals,
  combinations: readonly Combination[],
  start: readonly number[],
): number[] {
  const shares = [...start];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let change = 0;
    for (const [traitId, wanted] of Object.entries(marginals)) {
      const total = Object.values(wanted).reduce((sum, share) => sum + share, 0);
      const sums = new Map<string, number>();
      combinations.forEach((each, index) => sums.set(each[traitId]!, (sums.get(each[traitId]!) ?? 0) + shares[index]!));
      combinations.forEach((each, index) => {
        const sum = sums.get(each[traitId]!)!;
        if (sum > 0) shares[index]! *= wanted[each[traitId]!]! / total / sum;
      });
      for (const [value, sum] of sums) change = Math.max(change, Math.abs(sum - wanted[value]! / total));
    }
    if (change < CLOSE_ENOUGH) break;
  }
  return shares;
}

const MOST_ROUNDS = 500;
const CLOSE_ENOUGH = 1e-12;
