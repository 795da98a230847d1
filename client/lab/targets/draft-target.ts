/** What the editor of a target holds, for all three kinds at once, so that a change of kind loses nothing. */
import { TargetDefinition, type WantedTraits } from "../../../schema/messages/target.ts";
import type { SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { findStandardTrait } from "../trait-words.ts";
import { readPeople, writePeople, type TraitNames } from "./read-people.ts";

export type DraftCell = { wanted: WantedTraits; share: string };
export type TargetDraftState = {
  kind: TargetDefinition["kind"];
  cells: DraftCell[];
  marginals: Record<string, Record<string, number>>;
  /** CSV. */
  people: string;
  /** Values of traits that are not standard ones. */
  ownTraits: Record<string, string[]>;
};

export const EMPTY_DRAFT: TargetDraftState = {
  kind: "marginals",
  cells: [{ wanted: {}, share: "1" }],
  marginals: {},
  people: "",
  ownTraits: {},
};

export function toDraft(definition: TargetDefinition): TargetDraftState {
  const ownTraits: Record<string, string[]> = {};
  const note = (traitId: string, values: readonly string[]) => {
    if (!findStandardTrait(traitId)) ownTraits[traitId] = [...new Set([...(ownTraits[traitId] ?? []), ...values])];
  };
  const draft = { ...EMPTY_DRAFT, kind: definition.kind, ownTraits };
  switch (definition.kind) {
    case "cells":
      for (const { wanted } of definition.cells)
        for (const [traitId, values] of Object.entries(wanted)) note(traitId, values);
      return { ...draft, cells: definition.cells.map(({ wanted, share }) => ({ wanted, share: String(share) })) };
    case "marginals":
      for (const [traitId, shares] of Object.entries(definition.marginals)) note(traitId, Object.keys(shares));
      return { ...draft, marginals: definition.marginals };
    case "people":
      return { ...draft, people: writePeople(definition.people) };
  }
}

/** @returns null while something is missing */
export function toDefinition(
  draft: TargetDraftState,
  names: TraitNames,
  traits: readonly SurveyTrait[],
): TargetDefinition | null {
  const parsed = TargetDefinition.safeParse(
    {
      cells: {
        kind: "cells",
        cells: draft.cells.map(({ wanted, share }) => ({ wanted, share: Number(share.replace(",", ".")) })),
      },
      marginals: { kind: "marginals", marginals: draft.marginals },
      people: { kind: "people", people: readPeople(draft.people, names, traits).people },
    }[draft.kind],
  );
  return parsed.success ? parsed.data : null;
}

const WHOLE = 100;

/** Shares that sum to 100 after one was set: the others keep their proportions. */
export function setShare(
  shares: Readonly<Record<string, number>>,
  value: string,
  share: number,
): Record<string, number> {
  const others = Object.keys(shares).filter((each) => each !== value);
  const sum = others.reduce((all, each) => all + shares[each]!, 0);
  const left = WHOLE - share;
  return Object.fromEntries(
    Object.keys(shares).map((each) => {
      if (each === value) return [each, others.length === 0 ? WHOLE : share];
      return [each, sum > 0 ? (shares[each]! / sum) * left : left / others.length];
    }),
  );
}

export const evenShares = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries(values.map((value) => [value, WHOLE / values.length]));
