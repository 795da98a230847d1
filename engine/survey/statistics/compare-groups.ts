/** Tests of two independent groups of answers. */
import hypergeometricPmf from "@stdlib/stats-base-dists-hypergeometric-pmf";
import { midranks } from "./midranks.ts";
import { mean, variance } from "./moments.ts";
import { atMostOne, chiSquaredP, normalP, studentP, untestable, type TestOutcome } from "./test-outcome.ts";

type Values = readonly number[];

/** Of the second mean less the first, without taking the variances as equal. */
export function welchT(first: Values, second: Values): TestOutcome {
  const n = first.length + second.length;
  const [one, other] = [variance(first), variance(second)];
  if (one === null || other === null || one + other === 0) return untestable(n);
  const [a, b] = [one / first.length, other / second.length];
  const statistic = (mean(second)! - mean(first)!) / Math.sqrt(a + b);
  const degreesOfFreedom = (a + b) ** 2 / (a ** 2 / (first.length - 1) + b ** 2 / (second.length - 1));
  return { statistic, degreesOfFreedom, p: studentP(statistic, degreesOfFreedom), n };
}

/** `statistic` is U of the second group: the pairs in which its answer is higher, ties counting one half. */
export function mannWhitney(first: Values, second: Values): TestOutcome {
  const [n1, n2] = [first.length, second.length];
  const n = n1 + n2;
  if (n1 === 0 || n2 === 0) return untestable(n);
  const { ranks, ties } = midranks([...first, ...second]);
  const statistic = ranks.subarray(n1).reduce((sum, rank) => sum + rank, 0) - (n2 * (n2 + 1)) / 2;
  const spread = Math.sqrt(((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1))));
  const off = Math.abs(statistic - (n1 * n2) / 2) - 0.5;
  return { statistic, degreesOfFreedom: null, p: spread > 0 ? normalP(Math.max(0, off) / spread) : 1, n };
}

type Table = readonly (readonly number[])[];

/** Without rows and columns that have no counts. */
export function withoutEmpty(table: Table): number[][] {
  const isUsed = (table[0] ?? []).map((_, column) => table.some((row) => row[column]! > 0));
  return table.filter((row) => row.some((count) => count > 0)).map((row) => row.filter((_, column) => isUsed[column]));
}

export type TableOutcome = TestOutcome & { leastExpected: number | null };

/** Pearson's, without a correction; empty rows and columns do not count. */
export function chiSquared(table: Table): TableOutcome {
  const used = withoutEmpty(table);
  const columns = (used[0] ?? []).map((_, column) => used.reduce((sum, row) => sum + row[column]!, 0));
  const n = columns.reduce((sum, count) => sum + count, 0);
  if (used.length < 2 || columns.length < 2) return { ...untestable(n), leastExpected: null };
  let [statistic, leastExpected] = [0, Infinity];
  for (const row of used) {
    const own = row.reduce((sum, count) => sum + count, 0);
    for (const [column, count] of row.entries()) {
      const expected = (own * columns[column]!) / n;
      leastExpected = Math.min(leastExpected, expected);
      statistic += (count - expected) ** 2 / expected;
    }
  }
  const degreesOfFreedom = (used.length - 1) * (columns.length - 1);
  return { statistic, degreesOfFreedom, p: chiSquaredP(statistic, degreesOfFreedom), n, leastExpected };
}

/** Allows for rounding where two tables are equally probable. */
const EQUALLY_PROBABLE = 1 + 1e-7;

/** Of two rows and two columns. */
export function fisherExact([[a, b], [c, d]]: readonly [
  readonly [number, number],
  readonly [number, number],
]): TestOutcome {
  const n = a + b + c + d;
  const [row, column] = [a + b, a + c];
  if (row === 0 || column === 0 || row === n || column === n) return untestable(n);
  const probability = (count: number): number => hypergeometricPmf(count, n, row, column);
  const own = probability(a) * EQUALLY_PROBABLE;
  let p = 0;
  for (let count = Math.max(0, row + column - n); count <= Math.min(row, column); count++) {
    const each = probability(count);
    if (each <= own) p += each;
  }
  return { statistic: null, degreesOfFreedom: null, p: atMostOne(p), n };
}
