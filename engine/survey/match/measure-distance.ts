import type { Margin, TraitDistance } from "../../../schema/messages/target.ts";
import type { LabelledBackstory } from "../../../schema/rules/survey/labels.ts";
import { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";
import { normalisedWasserstein, totalVariation } from "../statistics/distances.ts";
import { noiseFloor } from "../statistics/noise-floor.ts";
import type { FitOf } from "./fit-columns.ts";

export interface MeasurePorts {
  /** Not smoothed. */
  fit: FitOf;
  /** For the noise floor. */
  random: () => number;
}

/**
 * How far a panel is from what is wanted of a trait. What belongs to none of the wanted sets is one more value, of which
 * nobody is wanted.
 * @param margins all of one trait; they exclude each other
 */
export function measureDistance(
  margins: readonly Margin[],
  panel: readonly LabelledBackstory[],
  { fit, random }: MeasurePorts,
): TraitDistance {
  const { traitId } = margins[0]!;
  const wanted = margins.map((margin) => margin.wanted);
  const matched = margins.map((margin) => margin.matched);
  const elsewhere = Math.max(0, 1 - matched.reduce((sum, share) => sum + share, 0));
  const size = Math.max(1, panel.length);
  return {
    traitId,
    totalVariation: totalVariation([...matched, elsewhere], [...wanted, 0]),
    wasserstein: panel.length > 0 ? measureSteps(margins, panel, fit) : null,
    noiseFloor: noiseFloor(wanted, size, { random, distance: totalVariation }),
  };
}

/** Over all values of the trait, also those that nobody is wanted of. */
function measureSteps(margins: readonly Margin[], panel: readonly LabelledBackstory[], fit: FitOf): number | null {
  const { traitId } = margins[0]!;
  const trait = STANDARD_TRAITS.find(({ id, isOrdinal }) => id === traitId && isOrdinal);
  if (!trait || margins.some(({ values }) => values.length > 1)) return null;
  const values: string[] = trait.values.map(({ id }) => id);
  if (margins.some((margin) => !values.includes(margin.values[0]!))) return null;
  const wanted = values.map((value) => margins.find((margin) => margin.values[0] === value)?.wanted ?? 0);
  const matched = values.map(
    (value) => panel.reduce((sum, { labels }) => sum + fit(labels[traitId], [value], traitId), 0) / panel.length,
  );
  return normalisedWasserstein(matched, wanted);
}
