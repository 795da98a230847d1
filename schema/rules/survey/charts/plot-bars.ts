import { axisX, axisY, barX, gridX, ruleX, type Markish, type PlotOptions } from "@observablehq/plot";
import { CHART_FONT_PX } from "../../chart-font.ts";

/** Of marks that lie over the rows, invisibly, to be pressed. */
export const ROW_CLASS = "picks-row";

const ROW_PX = 26;
const PADDING = 0.3;
const LABEL_SHARE = 0.42;
const LABEL_MAX_PX = 260;
const LINE_EM = 1.15;
/** Of a letter, on average and rather too wide: a chart is drawn on the server too, where nothing measures text. */
const LETTER_EM = 0.56;

const labelPx = (width: number): number => Math.min(LABEL_MAX_PX, Math.round(width * LABEL_SHARE));
const lineEm = (width: number): number => (labelPx(width) - 2 * CHART_FONT_PX) / CHART_FONT_PX;

/** Rows of at least `leastPx` in which the longest label has room, in as many lines as it takes. */
export function rowsPx(labels: readonly string[], width: number, leastPx = ROW_PX): number {
  const most = Math.max(1, Math.floor(lineEm(width) / LETTER_EM));
  const lines = Math.max(1, ...labels.map((label) => countLines(label, most)));
  return Math.max(leastPx, Math.ceil(lines * LINE_EM * CHART_FONT_PX) + (lines > 1 ? GAP_PX : 0));
}
const GAP_PX = 8;

function countLines(label: string, most: number): number {
  let lines = 1;
  let used = 0;
  for (const { length } of label.split(/\s+/)) {
    const isNew = used > 0 && used + 1 + length > most;
    lines += Number(isNew) + Math.floor(length / (most + 1));
    used = isNew ? length : used + 1 + length;
  }
  return lines;
}

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
export function plotBars({
  labels,
  language,
  width,
  ticks,
  marks,
  rowPx = rowsPx(labels, width),
  most,
}: Bars): PlotOptions {
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const marginLeft = labelPx(width);
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
        lineWidth: lineEm(width),
        lineHeight: LINE_EM,
      }),
      ...marks,
      ruleX([0]),
      ...(most === undefined
        ? []
        : [barX(labels, { x1: 0, x2: most, y: (label: string) => label, fill: "transparent", className: ROW_CLASS })]),
    ],
  };
}
