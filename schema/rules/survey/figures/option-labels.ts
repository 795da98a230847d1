import type { Figure, OptionResult } from "../../../messages/run-results.ts";

const PER_OPTION: readonly Figure["id"][] = ["share", "share-difference"];

/** By place: of figures that come one for each option, in the order of the options, its text; of others none. */
export function optionLabels(
  figures: readonly Pick<Figure, "id">[],
  options: readonly Pick<OptionResult, "text">[],
): (string | undefined)[] {
  const places = figures.flatMap(({ id }, place) => (PER_OPTION.includes(id) ? place : []));
  return figures.map((_, place) => options[places.indexOf(place)]?.text);
}
