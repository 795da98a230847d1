/** Distributions over the same options, side by side: bars with their 95 % bands, people's answers as hollow bars. */
import { barX, ruleY, tickX, type Markish, type PlotOptions } from "@observablehq/plot";
import { barsPx, plotBars, rowsPx } from "./plot-bars.ts";

export type Bar = { share: number; low: number | null; high: number | null };
export type Series = {
  name: string;
  /** People's answers are hollow bars; others are filled with this colour. */
  colour: string | null;
  /** In the order of the options; null where there is nothing to show. */
  bars: (Bar | null)[];
};
export type Distribution = {
  /** Each text is there once. */
  options: string[];
  series: Series[];
};

const BAR_PX = 12;
const GAP_PX = 14;
const LEAST_AXIS = 0.1;

export const mostOf = ({ series }: Distribution): number =>
  Math.max(LEAST_AXIS, ...series.flatMap(({ bars }) => bars.map((bar) => bar?.high ?? bar?.share ?? 0)));

/** @param most the end of the axis, where several charts share it */
export function distributionChart(
  distribution: Distribution,
  { language, width, most = mostOf(distribution) }: { language: string; width: number; most?: number },
): PlotOptions {
  const { options, series } = distribution;
  const rowPx = rowsPx(options, width, series.length * BAR_PX + GAP_PX);
  const part = barsPx(rowPx, options.length) / series.length;
  return plotBars({
    labels: options,
    language,
    width,
    ticks: width < 400 ? 3 : 5,
    rowPx,
    most,
    marks: series.flatMap((one, place) => seriesMarks(one, { options, place, count: series.length, part })),
  });
}

type Lane = { options: string[]; place: number; count: number; part: number };

function seriesMarks({ colour, bars }: Series, { options, place, count, part }: Lane): Markish[] {
  const rows = options.flatMap((option, index) => (bars[index] ? [{ option, ...bars[index] }] : []));
  const banded = rows.filter(({ low }) => low !== null);
  const lane = { insetTop: place * part + 0.5, insetBottom: (count - 1 - place) * part + 0.5 };
  const middle = { y: "option", dy: (place - (count - 1) / 2) * part, stroke: "currentColor" };
  const end = { ...middle, insetTop: lane.insetTop + part / 4, insetBottom: lane.insetBottom + part / 4, dy: 0 };
  return [
    barX(rows, {
      x: "share",
      y: "option",
      ...lane,
      ...(colour === null ? { fill: "none", stroke: "currentColor", strokeWidth: 1.5 } : { fill: colour }),
    }),
    ruleY(banded, { ...middle, x1: "low", x2: "high", strokeWidth: 1.5 }),
    tickX(banded, { ...end, x: "low", strokeWidth: 1.5 }),
    tickX(banded, { ...end, x: "high", strokeWidth: 1.5 }),
  ];
}
