/** The plan of a run in its report, as it was fixed at the launch (SPEC S7). */
import type { PlannedComparison } from "../../../schema/messages/analysis-plan.ts";
import type { RunResults } from "../../../schema/messages/run-results.ts";
import { escapeHtml } from "../../http/escape-html.ts";
import { definitionList } from "./report-page.ts";
import { traitWords } from "./trait-words.ts";
import { nameOfFigure, type ReportPorts } from "./write-probe.ts";

/** @returns HTML */
export function writePlan({ plan: frozen, probes }: RunResults, { word, language }: ReportPorts): string {
  if (!frozen) return `<p>${word("noPlan")}</p>`;
  const titleOf = (id: string): string => probes.find((probe) => probe.id === id)?.title ?? id;
  const { nameOf, valueOf } = traitWords(language);
  const compared = (part: PlannedComparison): string[] => {
    if (part.kind === "paired") return [titleOf(part.before), titleOf(part.after)];
    if (part.kind === "conditions") return [titleOf(part.probe), part.condition];
    return [titleOf(part.probe), `${nameOf(part.trait)}: ${part.values.map(valueOf).join(" / ")}`];
  };
  const { outcomes, comparisons, scales } = frozen.plan;
  const parts = [
    [word("outcomes"), outcomes.map((id) => escapeHtml(titleOf(id)))],
    [
      word("comparisons"),
      comparisons.map((part) =>
        [...compared(part).map(escapeHtml), nameOfFigure({ id: part.test }, language)].join(" · "),
      ),
    ],
    [word("together"), scales.map(({ name, probes: ids }) => escapeHtml(`${name}: ${ids.map(titleOf).join(", ")}`))],
  ] as const;
  return definitionList(
    parts.flatMap(([name, lines]): [string, string][] => (lines.length > 0 ? [[name, lines.join("<br>")]] : [])),
  );
}
