/** Demographics of a pool of backstories and of a population, as shares of each trait's values (SPEC S2). */
import { UNKNOWN, type LabelledBackstory } from "./labels.ts";

/** By trait id, then by value; the shares of a trait add up to 1. */
export type Demographics = Record<string, Record<string, number>>;

/** Expected shares: a backstory counts for a value by its probability; one without a label counts as Unknown. */
export function measurePool(backstories: readonly LabelledBackstory[], traitIds: readonly string[]): Demographics {
  return Object.fromEntries(
    traitIds.map((traitId) => [
      traitId,
      addUp(backstories.map(({ labels }) => labels[traitId]?.distribution ?? { [UNKNOWN]: 1 })),
    ]),
  );
}

export function measurePeople(people: readonly Record<string, string | number>[]): Demographics {
  const [first = {}] = people;
  return Object.fromEntries(
    Object.keys(first).map((id) => [id, addUp(people.map((person) => ({ [String(person[id])]: 1 })))]),
  );
}

/** The mean of distributions over the same values. */
function addUp(distributions: readonly Record<string, number>[]): Record<string, number> {
  const shares: Record<string, number> = {};
  for (const distribution of distributions)
    for (const [value, share] of Object.entries(distribution))
      shares[value] = (shares[value] ?? 0) + share / distributions.length;
  return shares;
}

/** @returns shares among those whose value is known; null where it is known of none */
export function withoutUnknown(shares: Record<string, number>): Record<string, number> | null {
  const { [UNKNOWN]: _unknown, ...known } = shares;
  const sum = Object.values(known).reduce((total, share) => total + share, 0);
  return sum === 0 ? null : Object.fromEntries(Object.entries(known).map(([value, share]) => [value, share / sum]));
}
