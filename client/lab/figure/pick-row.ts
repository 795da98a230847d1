import { ROW_CLASS } from "../../../schema/rules/survey/charts/plot-bars.ts";

/** @returns the number of the row that was pressed in a chart of `plotBars`; null elsewhere */
export function pickedRow(target: EventTarget): number | null {
  if (!(target instanceof SVGRectElement)) return null;
  const rows = target.closest(`.${ROW_CLASS}`);
  return rows ? [...rows.querySelectorAll("rect")].indexOf(target) : null;
}
