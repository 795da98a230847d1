import chiSquaredCdf from "@stdlib/stats-base-dists-chisquare-cdf";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import studentCdf from "@stdlib/stats-base-dists-t-cdf";

/** Of a test, two-sided; all null where it cannot be done. `n`: what it is based on. */
export type TestOutcome = { statistic: number | null; degreesOfFreedom: number | null; p: number | null; n: number };

export const untestable = (n: number): TestOutcome => ({ statistic: null, degreesOfFreedom: null, p: null, n });

export const atMostOne = (p: number): number => Math.min(1, p);
export const normalP = (z: number): number => atMostOne(2 * normalCdf(-Math.abs(z), 0, 1));
export const studentP = (t: number, degreesOfFreedom: number): number => 2 * studentCdf(-Math.abs(t), degreesOfFreedom);
export const chiSquaredP = (value: number, degreesOfFreedom: number): number =>
  1 - chiSquaredCdf(value, degreesOfFreedom);
