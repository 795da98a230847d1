/** Effect sizes. Null where they are not defined: too few answers, or all the same. */
import { midranks } from "./midranks.ts";
import { mean, variance } from "./moments.ts";

/** Of the second group less the first, in pooled standard deviations (Cohen 1988). */
export function cohensD(first: ArrayLike<number>, second: ArrayLike<number>): number | null {
  const [one, other] = [variance(first), variance(second)];
  if (one === null || other === null) return null;
  const pooled = ((first.length - 1) * one + (second.length - 1) * other) / (first.length + second.length - 2);
  return pooled > 0 ? (mean(second)! - mean(first)!) / Math.sqrt(pooled) : null;
}

/** The mean change in standard deviations of the changes. */
export function cohensDPaired(changes: ArrayLike<number>): number | null {
  const spread = variance(changes);
  return spread === null || spread === 0 ? null : mean(changes)! / Math.sqrt(spread);
}

/** −1 … 1: pairs of respondents in which the second group's answer is higher, less those in which it is lower. */
export const rankBiserial = (mannWhitneyU: number, firstSize: number, secondSize: number): number | null =>
  firstSize > 0 && secondSize > 0 ? (2 * mannWhitneyU) / (firstSize * secondSize) - 1 : null;

/** Of paired answers: the sum of the ranks of changes up, less that of those down, of all. Null where nothing changed. */
export function rankBiserialPaired(changes: readonly number[]): number | null {
  const unequal = changes.filter((change) => change !== 0);
  const { ranks } = midranks(unequal.map(Math.abs));
  const signed = ranks.reduce((sum, rank, index) => sum + Math.sign(unequal[index]!) * rank, 0);
  return unequal.length > 0 ? signed / ((unequal.length * (unequal.length + 1)) / 2) : null;
}

/** Cramér's V of a table without empty rows or columns, 0 … 1. */
export function cramersV(chiSquared: number, total: number, smallerSide: number): number | null {
  return total > 0 && smallerSide > 1 ? Math.sqrt(chiSquared / (total * (smallerSide - 1))) : null;
}
