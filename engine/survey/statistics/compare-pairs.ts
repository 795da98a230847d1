/** Tests of paired answers: the same respondents asked before and after. */
import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";
import { midranks } from "./midranks.ts";
import { mean, variance } from "./moments.ts";
import { solve } from "./solve.ts";
import { atMostOne, chiSquaredP, normalP, studentP, untestable, type TestOutcome } from "./test-outcome.ts";

/** @param changes after less before */
export function pairedT(changes: readonly number[]): TestOutcome {
  const n = changes.length;
  const spread = variance(changes);
  if (spread === null || spread === 0) return untestable(n);
  const statistic = mean(changes)! / Math.sqrt(spread / n);
  return { statistic, degreesOfFreedom: n - 1, p: studentP(statistic, n - 1), n };
}

const MOST_EXACT = 50;

/**
 * `statistic` is the smaller sum of signed ranks; pairs that are equal do not count (Wilcoxon's own treatment of zeros).
 * Exact up to 50 pairs without ties, else by the normal distribution, corrected for ties.
 */
export function wilcoxonSignedRank(changes: readonly number[]): TestOutcome & { isExact: boolean } {
  const unequal = changes.filter((change) => change !== 0);
  const n = unequal.length;
  if (n === 0) return { ...untestable(0), isExact: true };
  const { ranks, ties } = midranks(unequal.map(Math.abs));
  const up = ranks.reduce((sum, rank, index) => (unequal[index]! > 0 ? sum + rank : sum), 0);
  const statistic = Math.min(up, (n * (n + 1)) / 2 - up);
  const isExact = n <= MOST_EXACT && ties === 0;
  if (isExact) return { statistic, degreesOfFreedom: null, p: signedRankP(statistic, n), n, isExact };
  const spread = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ties / 48);
  return { statistic, degreesOfFreedom: null, p: normalP((statistic - (n * (n + 1)) / 4) / spread), n, isExact };
}

/** Of all 2ⁿ signs of the ranks 1 … n, the share whose smaller sum is no greater. */
function signedRankP(statistic: number, n: number): number {
  const ways = new Float64Array((n * (n + 1)) / 2 + 1);
  ways[0] = 1;
  for (let rank = 1, most = 1; rank <= n; rank++, most += rank)
    for (let sum = most; sum >= rank; sum--) ways[sum]! += ways[sum - rank]!;
  const below = ways.subarray(0, statistic + 1).reduce((sum, count) => sum + count, 0);
  return atMostOne((2 * below) / 2 ** n);
}

const evenBinomialP = (count: number, n: number): number =>
  atMostOne(2 * binomialCdf(Math.min(count, n - count), n, 0.5));

/** `statistic`: changes up. */
export function signTest(changes: readonly number[]): TestOutcome {
  const up = changes.filter((change) => change > 0).length;
  const n = changes.filter((change) => change !== 0).length;
  return n === 0 ? untestable(0) : { statistic: up, degreesOfFreedom: null, p: evenBinomialP(up, n), n };
}

/** Of two options: `up` changed from the first to the second, `down` back. `statistic`: the smaller of both. */
export function mcNemarExact(up: number, down: number): TestOutcome {
  const n = up + down;
  return n === 0
    ? untestable(0)
    : { statistic: Math.min(up, down), degreesOfFreedom: null, p: evenBinomialP(up, n), n };
}

/** By χ², corrected for continuity. */
export function mcNemar(up: number, down: number): TestOutcome {
  const n = up + down;
  if (n === 0) return untestable(0);
  const statistic = (Math.abs(up - down) - 1) ** 2 / n;
  return { statistic, degreesOfFreedom: 1, p: chiSquaredP(statistic, 1), n };
}

/**
 * Whether the margins of a square table are equal (before by row, after by column). Categories between which nobody
 * changed cannot be compared: of each group that changes connect, one category follows from the others.
 */
export function stuartMaxwell(table: readonly (readonly number[])[]): TestOutcome {
  const n = table.flat().reduce((sum, count) => sum + count, 0);
  const free = freeCategories(table);
  if (free.length === 0) return untestable(n);
  const differences = free.map((category) =>
    table.reduce((sum, row, other) => sum + table[category]![other]! - row[category]!, 0),
  );
  const covariance = free.map((one) =>
    free.map((other) =>
      one === other
        ? table.reduce((sum, row, each) => (each === one ? sum : sum + table[one]![each]! + row[one]!), 0)
        : -(table[one]![other]! + table[other]![one]!),
    ),
  );
  const statistic = solve(covariance, differences).reduce((sum, value, index) => sum + value * differences[index]!, 0);
  return { statistic, degreesOfFreedom: free.length, p: chiSquaredP(statistic, free.length), n };
}

/** Of each group of categories connected by changes, all but the last. */
function freeCategories(table: readonly (readonly number[])[]): number[] {
  const groupOf = table.map((_, category) => category);
  for (const [one, row] of table.entries())
    for (const [other, count] of row.entries())
      if (one !== other && count > 0 && groupOf[one] !== groupOf[other]) {
        const [kept, merged] = [groupOf[one]!, groupOf[other]!];
        groupOf.forEach((group, category) => (group === merged ? (groupOf[category] = kept) : undefined));
      }
  return groupOf.flatMap((group, category) => (groupOf.lastIndexOf(group) > category ? [category] : []));
}
