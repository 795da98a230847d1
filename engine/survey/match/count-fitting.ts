/** How many of the pool there are for each kind of person that a target wants (SPEC S4). */
import type { WantedTraits } from "../../../schema/messages/target.ts";
import type { LabelledBackstory } from "../../../schema/rules/survey/labels.ts";
import type { SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { fitOf, isSufficient } from "./trait-fit.ts";

/**
 * Backstories whose match with each of `groups` would be sufficient, by labels as they are.
 * @param traits of another one nobody has a label
 */
export function countFitting(
  pool: readonly LabelledBackstory[],
  groups: readonly WantedTraits[],
  traits: readonly SurveyTrait[],
): number[] {
  const valueCounts = new Map(traits.map(({ id, values }) => [id, values.length]));
  return groups.map((wanted) => {
    const sets = Object.entries(wanted);
    const weightOf = ({ labels }: LabelledBackstory) =>
      sets.reduce((weight, [id, values]) => weight * fitOf(labels[id], values, valueCounts.get(id) ?? Infinity), 1);
    return pool.filter((backstory) => isSufficient(weightOf(backstory), sets.length)).length;
  });
}
