import { axisX, axisY, barX, gridX, ruleX, type Markish, type PlotOptions } from "@observablehq/plot";
import { CHART_FONT_PX } from "../../chart-font.ts";

/** Of marks that lie over the rows, invisibly, to be pressed. */
export const ROW_CLASS = "picks-row";

const ROW_PX = 26;
const PADDING = 0.3;
const LABEL_SHARE = 0.42;
const LABEL_MAX_PX = 260;

export type Bars = {
  /** One a row, from the top; each is there once. */
  labels: string[];
  language: string;
  /** px */
  width: number;
  ticks: number;
  /** Over the grid; `y` is the label. */
  marks: Markish[];
  rowPx?: number;
  /** Of the axis. */
  most?: number;
};

/** What is left of a row of `rowPx` for its bars. */
export const barsPx = (rowPx: number, rows: number): number => ((rowPx * rows) / (rows + PADDING)) * (1 - PADDING);

/** Horizontal bars of shares, each with its label at the left. */
export function plotBars({ labels, language, width, ticks, marks, rowPx = ROW_PX, most }: Bars): PlotOptions {
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const marginLeft = Math.min(LABEL_MAX_PX, Math.round(width * LABEL_SHARE));
  return {
    height: labels.length * rowPx + 36,
    marginLeft,
    marginRight: 16,
    marginTop: 4,
    marginBottom: 32,
    ...(most !== undefined && { x: { domain: [0, most] } }),
    y: { domain: labels, padding: PADDING },
    marks: [
      gridX({ ticks }),
      axisX({ ticks, label: null, tickFormat: (share: number) => percent.format(share) }),
      axisY({
        label: null,
        tickSize: 0,
        lineWidth: (marginLeft - 2 * CHART_FONT_PX) / CHART_FONT_PX,
        textOverflow: "ellipsis-end",
      }),
      ...marks,
      ruleX([0]),
      ...(most === undefined
        ? []
        : [barX(labels, { x1: 0, x2: most, y: (label: string) => label, fill: "transparent", className: ROW_CLASS })]),
    ],
  };
}
