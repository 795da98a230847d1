/** Weighted moments; weights are of importance (such as raking weights), not counts. All are null of nothing. */

export function mean(values: ArrayLike<number>, weights?: ArrayLike<number>): number | null {
  let [sum, total] = [0, 0];
  for (let index = 0; index < values.length; index++) {
    const weight = weights ? weights[index]! : 1;
    sum += weight * values[index]!;
    total += weight;
  }
  return total > 0 ? sum / total : null;
}

/**
 * Unbiased: divided by Σw − Σw²/Σw, which is n − 1 for equal weights (NumPy's `aweights` with `ddof=1`). Null of fewer
 * than two values with a weight.
 */
export function variance(values: ArrayLike<number>, weights?: ArrayLike<number>): number | null {
  const middle = mean(values, weights);
  if (middle === null) return null;
  let [sum, total, squares] = [0, 0, 0];
  let [least, greatest] = [Infinity, -Infinity];
  for (let index = 0; index < values.length; index++) {
    const weight = weights ? weights[index]! : 1;
    if (weight > 0) {
      least = Math.min(least, values[index]!);
      greatest = Math.max(greatest, values[index]!);
    }
    sum += weight * (values[index]! - middle) ** 2;
    total += weight;
    squares += weight ** 2;
  }
  const divisor = total - squares / total;
  if (divisor <= total * 1e-12) return null;
  // The mean of equal values is rounded when they have weights.
  return least === greatest ? 0 : sum / divisor;
}

export function deviation(values: ArrayLike<number>, weights?: ArrayLike<number>): number | null {
  const found = variance(values, weights);
  return found === null ? null : Math.sqrt(found);
}

/** With half of the weight on either side; between two values, halfway. */
export function median(values: readonly number[], weights?: ArrayLike<number>): number | null {
  const order = values.map((_, index) => index).filter((index) => !weights || weights[index]! > 0);
  order.sort((left, right) => values[left]! - values[right]!);
  const total = order.reduce((sum, index) => sum + (weights ? weights[index]! : 1), 0);
  let below = 0;
  for (const [place, index] of order.entries()) {
    below += weights ? weights[index]! : 1;
    if (Math.abs(below - total / 2) < total * 1e-12) return (values[index]! + values[order[place + 1]!]!) / 2;
    if (below > total / 2) return values[index]!;
  }
  return null;
}
