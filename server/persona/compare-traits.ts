import type { StoredTrait } from "./combine-persona.ts";

/** The change of one trait: added (no `was`), removed (no `is`) or changed. */
export type TraitDifference = { was: StoredTrait | null; is: StoredTrait | null };

/** Every trait, by key, that differs before and after. */
export function compareTraits(before: readonly StoredTrait[], after: readonly StoredTrait[]): TraitDifference[] {
  const find = (traits: readonly StoredTrait[], key: string) => traits.find((trait) => trait.key === key) ?? null;
  const keys = new Set([...before, ...after].map((trait) => trait.key));
  return [...keys]
    .map((key) => ({ was: find(before, key), is: find(after, key) }))
    .filter(({ was, is }) => !isSame(was, is));
}

const isSame = (was: StoredTrait | null, is: StoredTrait | null): boolean =>
  was?.name === is?.name && was?.description === is?.description && was?.intensity === is?.intensity;
