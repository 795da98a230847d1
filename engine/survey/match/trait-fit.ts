/** How well a backstory's labels fit what is wanted of a trait. */
import { ownValue } from "../../../schema/rules/own-value.ts";
import { UNKNOWN, type TraitDistribution } from "../../../schema/rules/survey/labels.ts";

/**
 * A quotation, and the log-probabilities of one answer, state more than the one answer they count as. Each is worth as
 * many samples as a trait is usually sampled with.
 */
const SAMPLES_OF_A_QUOTATION = 40;

/**
 * The probability that a backstory has one of the wanted values, not smoothed. What is unknown could be any value, so
 * that its share counts for each value alike; it is no evidence against one. A trait without a label is all unknown.
 * @param valueCount of the trait, without Unknown
 */
export function fitOf(label: TraitDistribution | undefined, wanted: readonly string[], valueCount: number): number {
  const known = wanted.filter((value) => value !== UNKNOWN);
  const anyOf = Math.min(1, known.length / valueCount);
  if (!label) return anyOf;
  const { distribution } = label;
  const stated = wanted.reduce((sum, value) => sum + (ownValue(distribution, value) ?? 0), 0);
  const unknown = wanted.includes(UNKNOWN) ? 0 : (distribution[UNKNOWN] ?? 0);
  return Math.min(1, stated + unknown * anyOf);
}

/**
 * The same, smoothed: (c + α·|wanted|) / (n + α·K), with c of n answers for the wanted values.
 * @param smoothing α: how many answers each value is credited with beforehand
 */
export function smoothedFitOf(
  label: TraitDistribution | undefined,
  wanted: readonly string[],
  { valueCount, smoothing }: { valueCount: number; smoothing: number },
): number {
  const count = label ? (label.source === "sampled" ? label.count : SAMPLES_OF_A_QUOTATION) : 0;
  const fit = fitOf(label, wanted, valueCount);
  const values = Math.min(wanted.length, valueCount);
  const total = count + smoothing * valueCount;
  return total > 0 ? (count * fit + smoothing * values) / total : fit;
}

/** A match is sufficient from this weight per trait on: more likely than not. */
const SUFFICIENT_FIT = 0.5;

/** The geometric mean: the more traits are wanted, the smaller is their product. */
export const weightPerTrait = (weight: number, traits: number): number => weight ** (1 / traits);

export const isSufficient = (weight: number, traits: number): boolean =>
  weightPerTrait(weight, traits) >= SUFFICIENT_FIT;
