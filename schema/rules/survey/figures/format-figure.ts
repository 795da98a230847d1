import type { FigureId } from "./figures.ts";

type Shown = { id: FigureId; value: number | null; low: number | null; high: number | null };

const SHARES: readonly FigureId[] = ["share", "theme-share", "compliance", "refusals"];
const DIFFERENCES: readonly FigureId[] = ["share-difference", "mean-difference"];
const SHARE_DIFFERENCE: FigureId = "share-difference";
const COUNTS: readonly FigureId[] = ["effective-size", "effective-size-raked"];

/** A figure in a language, with its 95 % band in brackets: “0.12 (0.05–0.2)”, “38%”; “–” where it cannot be computed. */
export function formatFigure({ id, value, low, high }: Shown, language: string): string {
  if (value === null) return "–";
  const isShare = SHARES.includes(id) || id === SHARE_DIFFERENCE;
  const format = new Intl.NumberFormat(language, {
    ...(isShare
      ? { style: "percent", maximumFractionDigits: 1 }
      : { maximumFractionDigits: COUNTS.includes(id) ? 1 : 3 }),
    ...(DIFFERENCES.includes(id) && { signDisplay: "exceptZero" }),
  });
  if (low === null || high === null) return format.format(value);
  // Ranges of numbers below zero read better with words between them than with a dash beside a minus.
  const band = low < 0 ? `${format.format(low)} … ${format.format(high)}` : format.formatRange(low, high);
  return `${format.format(value)} (${band})`;
}

/** p-values are given as they are, the smallest as a bound. */
export const formatP = (p: number | null, language: string): string =>
  p === null
    ? "–"
    : p < 0.001
      ? `< ${new Intl.NumberFormat(language, { minimumFractionDigits: 3 }).format(0.001)}`
      : new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(p);
