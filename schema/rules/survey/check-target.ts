/** What a target names that is not there (SPEC S1): values that a trait does not have, and traits that nobody added. */
import type { TargetDefinition } from "../../messages/target.ts";
import { UNKNOWN } from "./labels.ts";
import type { SurveyTrait } from "./standard-traits.ts";

/** By trait id, every value that is wanted of it. */
export function listTargetValues(definition: TargetDefinition): Map<string, Set<string>> {
  const values = new Map<string, Set<string>>();
  const note = (traitId: string, wanted: readonly string[]) => {
    const noted = values.get(traitId) ?? new Set();
    for (const value of wanted) noted.add(value);
    values.set(traitId, noted);
  };
  switch (definition.kind) {
    case "cells":
      for (const { wanted } of definition.cells) for (const [id, each] of Object.entries(wanted)) note(id, each);
      break;
    case "marginals":
      for (const [id, shares] of Object.entries(definition.marginals)) note(id, Object.keys(shares));
      break;
    case "people":
      for (const person of definition.people) for (const [id, value] of Object.entries(person)) note(id, [value]);
      break;
  }
  return values;
}

export type TargetCheck = {
  /** The first value that its trait does not have; null where there is none. */
  wrong: { trait: SurveyTrait; value: string } | null;
  /** Traits that are not among `traits`. */
  newTraits: string[];
};

export function checkTarget(definition: TargetDefinition, traits: readonly SurveyTrait[]): TargetCheck {
  const found: TargetCheck = { wrong: null, newTraits: [] };
  for (const [traitId, wanted] of listTargetValues(definition)) {
    const trait = traits.find(({ id }) => id === traitId);
    if (!trait) found.newTraits.push(traitId);
    else
      for (const value of wanted)
        if (value !== UNKNOWN && !trait.values.some(({ id }) => id === value)) found.wrong ??= { trait, value };
  }
  return found;
}
