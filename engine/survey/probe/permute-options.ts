import type { Option } from "../../../schema/rules/survey/survey-question.ts";
import { shuffle } from "../../../schema/rules/seeded-random.ts";

/**
 * A random order of the options, as their scale allows: a scale keeps its order or is reversed, other options come in any
 * order, and those that are last stay last (such as “none of these”).
 * @returns by position, the index of the option that stands there (`pattern[position]`, never the inverse)
 */
export function permuteOptions(options: readonly Option[], isOrdinal: boolean, random: () => number): number[] {
  const places = options.map((_, index) => index);
  const moving = places.filter((index) => !options[index]!.isLast);
  const last = places.filter((index) => options[index]!.isLast);
  if (!isOrdinal) return [...shuffle(moving, random), ...last];
  return [...(random() < 0.5 ? moving : moving.toReversed()), ...last];
}
