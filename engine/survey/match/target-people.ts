/** Whom a panel should stand for: wanted people, each by the values it may have of each trait. */
import type { TargetDefinition, WantedTraits } from "../../../schema/messages/target.ts";
import { drawCounts } from "./draw-counts.ts";
import { drawWithMargins } from "./draw-with-margins.ts";
import { fitMarginals, listCombinations } from "./fit-marginals.ts";

/** People who are wanted alike. */
export interface TargetGroup {
  wanted: WantedTraits;
  /** How many of them, or how frequent they are, in any unit. */
  places: number;
}

export interface TargetPeople {
  /** The population, by share, in the order in which the target names it. */
  population: TargetGroup[];
  /** The people of a panel, by number, those who are most alike next to each other. */
  panel: TargetGroup[];
}

/** How frequent combinations are among those who are there, > 0. */
export type JointShares = (combinations: readonly WantedTraits[]) => number[];

/**
 * The people of a panel of `size`: from a joint table in the shares of its cells, from a table of people without
 * replacement as long as they last, from marginals so that each is kept. The same random numbers give the same people.
 * @param jointSharesOf where a target gives marginals only, its traits are related as they are there
 */
export function drawTargetPeople(
  definition: TargetDefinition,
  { size, random, jointSharesOf }: { size: number; random: () => number; jointSharesOf: JointShares },
): TargetPeople {
  const wanted = listWanted(definition);
  if (definition.kind === "marginals") {
    const { marginals } = definition;
    const combinations = listCombinations(marginals);
    const shares = fitMarginals(marginals, combinations, jointSharesOf(wanted));
    const counts = drawWithMargins(marginals, combinations, shares, { size, random });
    return { population: groupAlike(wanted, shares), panel: inOrder(groupAlike(wanted, counts)) };
  }
  const shares = definition.kind === "cells" ? definition.cells.map(({ share }) => share) : wanted.map(() => 1);
  const counts = drawCounts(shares, size, random);
  return { population: groupAlike(wanted, shares), panel: inOrder(groupAlike(wanted, counts)) };
}

function groupAlike(wanted: readonly WantedTraits[], counts: readonly number[]): TargetGroup[] {
  const groups = new Map<string, TargetGroup>();
  wanted.forEach((traits, index) => {
    const places = counts[index]!;
    if (places === 0) return;
    const key = keyOf(traits);
    const group = groups.get(key);
    if (group) group.places += places;
    else groups.set(key, { wanted: traits, places });
  });
  return [...groups.values()];
}

const inOrder = (groups: readonly TargetGroup[]): TargetGroup[] =>
  groups
    .map((group) => ({ group, key: keyOf(group.wanted) }))
    .sort((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ group }) => group);

/** Every kind of person that a target can want. */
export function listWanted(definition: TargetDefinition): WantedTraits[] {
  switch (definition.kind) {
    case "cells":
      return definition.cells.map(({ wanted }) => wanted);
    case "people":
      return definition.people.map(withSets);
    case "marginals":
      return listCombinations(definition.marginals).map(withSets);
  }
}

const withSets = (values: Readonly<Record<string, string>>): WantedTraits =>
  Object.fromEntries(Object.entries(values).map(([traitId, value]) => [traitId, [value]]));

const keyOf = (wanted: WantedTraits): string =>
  JSON.stringify(
    Object.keys(wanted)
      .sort()
      .map((traitId) => [traitId, wanted[traitId]!.toSorted()]),
  );
