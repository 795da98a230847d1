/** Tests by lot: what chance alone would make of the difference of means, without assuming a distribution. */
import { mean } from "./moments.ts";
import { untestable, type TestOutcome } from "./test-outcome.ts";

export const PERMUTATIONS = 9_999;
/** Sums in another order differ by rounding. */
const AS_FAR = 1 - 1e-12;

/** Who is in which group is drawn anew. `statistic`: the second mean less the first. */
export function permuteGroups(first: readonly number[], second: readonly number[], random: () => number): TestOutcome {
  const n = first.length + second.length;
  if (first.length === 0 || second.length === 0) return untestable(n);
  const statistic = mean(second)! - mean(first)!;
  const all = [...first, ...second];
  const total = all.reduce((sum, value) => sum + value, 0);
  let asFar = 0;
  for (let draw = 0; draw < PERMUTATIONS; draw++) {
    let sum = 0;
    for (let place = 0; place < first.length; place++) {
      const other = place + Math.floor(random() * (n - place));
      [all[place], all[other]] = [all[other]!, all[place]!];
      sum += all[place]!;
    }
    const difference = (total - sum) / second.length - sum / first.length;
    if (Math.abs(difference) >= Math.abs(statistic) * AS_FAR) asFar++;
  }
  return { statistic, degreesOfFreedom: null, p: (1 + asFar) / (1 + PERMUTATIONS), n };
}

/** The sign of each change is drawn anew. `statistic`: the mean change. */
export function permuteSigns(changes: readonly number[], random: () => number): TestOutcome {
  const n = changes.length;
  const statistic = mean(changes);
  if (statistic === null) return untestable(0);
  const unequal = changes.filter((change) => change !== 0);
  let asFar = 0;
  for (let draw = 0; draw < PERMUTATIONS; draw++) {
    let sum = 0;
    for (const change of unequal) sum += random() < 0.5 ? change : -change;
    if (Math.abs(sum / n) >= Math.abs(statistic) * AS_FAR) asFar++;
  }
  return { statistic, degreesOfFreedom: null, p: (1 + asFar) / (1 + PERMUTATIONS), n };
}
