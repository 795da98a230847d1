/** Who should be interviewed for what a panel lacks (SPEC S4): the people of places whose match is insufficient. */
import type { PersonSeed, WantedPeople } from "../../../schema/messages/interview.ts";
import type { MatchedPair, MissingPeople } from "../../../schema/messages/target.ts";
import { STANDARD_TRAITS, type SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";

/**
 * @param pairs of places whose match is insufficient
 * @param empty places without any match: whoever comes is welcome there
 */
export function proposePeople(pairs: readonly Pick<MatchedPair, "wanted">[], empty: number): MissingPeople {
  const counts = new Map<string, WantedPeople[number]>();
  const add = (person: PersonSeed, count: number) => {
    const key = JSON.stringify(person);
    counts.set(key, { person, count: (counts.get(key)?.count ?? 0) + count });
  };
  const unknown = new Set<string>();
  for (const [place, { wanted }] of pairs.entries()) {
    for (const traitId of Object.keys(wanted)) if (!findTrait(traitId)) unknown.add(traitId);
    add(toSeed(wanted, place), 1);
  }
  if (empty > 0) add({}, empty);
  return {
    people: [...counts.values()].toSorted((one, other) => other.count - one.count),
    withoutSeed: [...unknown].toSorted(),
  };
}

const findTrait = (id: string): SurveyTrait | undefined => STANDARD_TRAITS.find((each) => each.id === id);

/** Of a set of values, each place gets the next one. */
function toSeed(wanted: MatchedPair["wanted"], place: number): PersonSeed {
  const entries = Object.entries(wanted).flatMap(([traitId, ids]) => {
    const known = ids.filter((id) => findTrait(traitId)?.values.some((value) => value.id === id));
    return known.length > 0 ? [[traitId, known[place % known.length]!] as const] : [];
  });
  return Object.fromEntries(entries.toSorted(([one], [other]) => one.localeCompare(other)));
}
