import { message } from "../../../schema/messages/message.ts";
import type { Crosstab } from "../../../schema/messages/run-results.ts";
import type { AnswerColumn } from "./answer-column.ts";
import { testTable } from "./compare-groups.ts";
import type { Panel } from "./panel.ts";

/**
 * Who answered both, by what they answered first; who chose several options of one is in several cells, and once in the
 * total of a row.
 */
export function crossProbes(rows: AnswerColumn, columns: AnswerColumn, { clusterOf }: Panel): Crosstab {
  const [one, other] = [rows, columns].map((column) => Map.groupBy(column.entries, ({ respondent }) => respondent));
  const counts = rows.options.map(() => columns.options.map(() => 0));
  const both = [...one!.keys()].filter((respondent) => other!.has(respondent));
  const rowTotals = rows.options.map(() => 0);
  for (const respondent of both)
    for (const row of one!.get(respondent)![0]!.choices) {
      rowTotals[row]!++;
      for (const column of other!.get(respondent)![0]!.choices) counts[row]![column]!++;
    }
  const isIndependent = new Set(both.map((respondent) => clusterOf.get(respondent))).size === both.length;
  const countsPeople = rows.probe.kind !== "multiple" && columns.probe.kind !== "multiple";
  const tested = testTable(counts, { ...message("assume-independent"), holds: isIndependent });
  return {
    rows: { probe: rows.probe.id, values: rows.options.map(({ value }) => value) },
    columns: { probe: columns.probe.id, values: columns.options.map(({ value }) => value) },
    counts,
    rowTotals,
    figures: countsPeople ? tested.effects : [],
    tests: countsPeople ? tested.tests : [],
  };
}
