/** Traits and their values in the page's language; those of researchers as they wrote them. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { TraitView } from "../../schema/messages/labelling.ts";
import { UNKNOWN } from "../../schema/rules/survey/labels.ts";
import { STANDARD_TRAITS, type SurveyTrait } from "../../schema/rules/survey/standard-traits.ts";
import { useTraits } from "./labels/labels-api.ts";

export const findStandardTrait = (id: string): SurveyTrait | undefined =>
  STANDARD_TRAITS.find((each) => each.id === id);

/** The standard ones, then those that researchers of the workspace added, which are called as they wrote them. */
export function useKnownTraits() {
  const traits = useTraits();
  const data = useMemo(
    () => traits.data && [...STANDARD_TRAITS, ...traits.data.items.filter(({ owner }) => owner).map(toSurveyTrait)],
    [traits.data],
  );
  return { data, isError: traits.isError, error: traits.error, refetch: traits.refetch };
}

const toSurveyTrait = ({ id, question, isOrdinal, values }: TraitView): SurveyTrait => ({
  id,
  wording: id,
  question,
  isOrdinal,
  values: values.map((value) => ({ id: value, wording: value })),
});

export type TraitWords = { nameOf(traitId: string): string; valueOf(traitId: string, value: string): string };

export function useTraitWords(): TraitWords {
  const { t } = useTranslation("lab");
  return {
    nameOf: (traitId) => (findStandardTrait(traitId) ? t(`traits.names.${traitId}` as "traits.names.age") : traitId),
    valueOf: (traitId, value) => {
      const isKnown = value === UNKNOWN || findStandardTrait(traitId)?.values.some(({ id }) => id === value);
      return isKnown ? t(`traits.values.${value}` as "traits.values.woman") : value;
    },
  };
}

/** Labels in the order of the standard traits, others after them. */
export function inOrder<Label>(labels: Record<string, Label>): [string, Label][] {
  const order = new Map<string, number>(STANDARD_TRAITS.map(({ id }, place) => [id, place]));
  const placeOf = (id: string) => order.get(id) ?? order.size;
  return Object.entries(labels).toSorted(([one], [other]) => placeOf(one) - placeOf(other));
}
