/** Weights of targets and backstories, one row at a time: the whole matrix is never in memory. */
export interface WeightRows {
  /** Distinct targets. */
  targetCount: number;
  backstoryCount: number;
  /** No weight is less. */
  least: number;
  /** Writes the weight of every backstory for `target`; `into` has the length `backstoryCount`. */
  fillRow(target: number, into: Float64Array): void;
}

/** Rows of a matrix that is in memory. */
export const rowsOfMatrix = (matrix: readonly ArrayLike<number>[], backstoryCount: number): WeightRows => ({
  targetCount: matrix.length,
  backstoryCount,
  least: 0,
  fillRow: (target, into) => into.set(matrix[target]!),
});

/** Weights below it count as this much under the log objective, where a weight of 0 has no logarithm. */
const LEAST_OF_LOGARITHM = 1e-300;

/** Rows of the logarithms of weights: the sum over a matching is the logarithm of its product. */
export const takeLogarithms = (rows: WeightRows): WeightRows => ({
  ...rows,
  least: Math.log(LEAST_OF_LOGARITHM),
  fillRow(target, into) {
    rows.fillRow(target, into);
    for (let index = 0; index < into.length; index++)
      into[index] = Math.log(Math.max(into[index]!, LEAST_OF_LOGARITHM));
  },
});

/**
 * Rows that are products of columns: the weight of backstory j for target t is ∏ₗ factors[factorOf[t][l]][j]. Targets
 * asked for in an order in which neighbours begin with the same factors share the products of these.
 * @param factors each of the length `backstoryCount`
 * @param factorOf for each target the indexes of its factors, the same number for each
 */
export function rowsOfProducts(
  factors: readonly Float64Array[],
  factorOf: readonly (readonly number[])[],
  backstoryCount: number,
): WeightRows {
  const depth = factorOf[0]?.length ?? 0;
  const products = Array.from({ length: Math.max(0, depth - 1) }, () => new Float64Array(backstoryCount));
  const held: number[] = [];
  return {
    targetCount: factorOf.length,
    backstoryCount,
    least: 0,
    fillRow(target, into) {
      const wanted = factorOf[target]!;
      if (depth === 0) return void into.fill(1);
      let shared = 0;
      while (shared < held.length && held[shared] === wanted[shared]) shared++;
      held.length = shared;
      for (let level = shared; level < depth - 1; level++) {
        multiply(level === 0 ? null : products[level - 1]!, factors[wanted[level]!]!, products[level]!);
        held.push(wanted[level]!);
      }
      multiply(depth === 1 ? null : products[depth - 2]!, factors[wanted[depth - 1]!]!, into);
    },
  };
}

function multiply(left: Float64Array | null, right: Float64Array, into: Float64Array): void {
  if (left === null) return into.set(right);
  for (let index = 0; index < into.length; index++) into[index] = left[index]! * right[index]!;
}
