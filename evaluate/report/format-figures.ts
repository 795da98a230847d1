/** Figures as text: for the terminal, and for the page's table. */
import type { Floor } from "../floors.ts";
import { floorOf, reaches } from "../floors.ts";
import type { Figure } from "../measure/figure.ts";
import type { Report } from "./report.ts";

export function formatValue(value: number | null, unit: Figure["unit"]): string {
  if (value === null) return "not measured";
  if (unit === "share") return `${(value * 100).toFixed(1)} %`;
  if (unit === "ms") return `${Math.round(value)} ms`;
  return unit === "count" ? String(value) : value.toFixed(2);
}

export const formatFloor = (floor: Floor | null, unit: Figure["unit"]): string =>
  floor === null ? "" : "least" in floor ? `≥ ${formatValue(floor.least, unit)}` : `≤ ${formatValue(floor.most, unit)}`;

/** How many floors the voice reaches, and what is below. */
export function summariseFloors({ route, figures }: Pick<Report, "route" | "figures">): string {
  const judged = figures.filter((figure) => reaches(figure, route) !== null);
  const below = judged.filter((figure) => reaches(figure, route) === false);
  const name = ({ key, title, value, unit }: Figure) =>
    `${title}: ${formatValue(value, unit)} (${formatFloor(floorOf(route, key), unit)})`;
  if (below.length === 0) return `All ${judged.length} floors that were measured are reached.`;
  return `${judged.length - below.length} of ${judged.length} floors that were measured are reached. Not: ${below.map(name).join("; ")}.`;
}

export function formatFigures(report: Report, before: Report | null): string {
  const { route, commit, figures } = report;
  const width = Math.max(...figures.map(({ title }) => title.length));
  const lines = figures.map(({ key, title, value, unit }) => {
    const floor = formatFloor(floorOf(route, key), unit);
    const verdict = reaches({ key, value }, route) === false ? "BELOW" : "";
    const earlier = before?.figures.find((other) => other.key === key);
    const was = earlier ? `was ${formatValue(earlier.value, unit)}` : "";
    return [title.padEnd(width), formatValue(value, unit).padStart(13), floor.padEnd(11), verdict, was]
      .join("  ")
      .trimEnd();
  });
  const against = before ? [`compared with ${before.route} ${before.commit}`] : [];
  return [`${route} ${commit}`, ...against, ...lines, summariseFloors(report)].join("\n");
}
