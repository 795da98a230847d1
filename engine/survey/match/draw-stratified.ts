import { shuffle } from "../../../schema/rules/seeded-random.ts";
import { drawCounts } from "./draw-counts.ts";

/**
 * A sample without replacement in which each stratum has its share of the whole, to the nearest person, in the order of
 * `people`. The same random numbers draw the same people.
 * @param size at most as many as there are people
 */
export function drawStratified<Person>(
  people: readonly Person[],
  { size, stratumOf, random }: { size: number; stratumOf: (person: Person) => string; random: () => number },
): Person[] {
  const strata = [...Map.groupBy(people, stratumOf)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const counts = drawCounts(
    strata.map(([, members]) => members.length),
    size,
    random,
  );
  const drawn = new Set(strata.flatMap(([, members], place) => shuffle(members, random).slice(0, counts[place])));
  return people.filter((person) => drawn.has(person));
}
