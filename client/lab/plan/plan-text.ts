import { useTranslation } from "react-i18next";
import type { PlannedComparison } from "../../../schema/messages/analysis-plan.ts";
import { FIGURES } from "../../../schema/rules/survey/figures/figures.ts";
import { inPageLanguage } from "../../words/page-language.ts";
import { useTraitWords } from "../trait-words.ts";
import type { ComparedBy } from "./plan-choices.ts";

export const testName = (test: PlannedComparison["test"]): string => inPageLanguage(FIGURES[test].name);

/** Parts of a plan in words. @param titleOf a probe, by its id */
export function usePlanText(titleOf: (probe: string) => string) {
  const { t } = useTranslation("lab");
  const { nameOf, valueOf } = useTraitWords();
  const byText = ({ kind, name }: ComparedBy): string => {
    const by = { conditions: name, subgroups: nameOf(name), paired: titleOf(name) }[kind];
    return t(`results.comparisonKinds.${kind}`, { by });
  };
  const comparisonText = (part: PlannedComparison): string => {
    const test = testName(part.test);
    if (part.kind === "paired")
      return [titleOf(part.before), byText({ kind: part.kind, name: part.after }), test].join(" · ");
    if (part.kind === "conditions")
      return [titleOf(part.probe), byText({ kind: part.kind, name: part.condition }), test].join(" · ");
    const groups = part.values.map((value) => valueOf(part.trait, value)).join(" / ");
    return [titleOf(part.probe), byText({ kind: part.kind, name: part.trait }), groups, test].join(" · ");
  };
  return { byText, comparisonText };
}
