import type { ReactNode } from "react";
import type { PlotOptions } from "@observablehq/plot";
import type { TableOfFigure } from "./figure-table.tsx";

export type LegendEntry = { label: string; mark: "bar" | "line" | "ring" | "hollow"; colour?: string };
export type FigureProps = {
  title: string;
  /** Level of the title's heading. */
  heading?: "h3" | "h4";
  /** The chart's message in a sentence. */
  summary: string;
  legend?: LegendEntry[];
  table: TableOfFigure;
  draw: (width: number) => PlotOptions;
  /** Stands under the chart where it is saved: what is simulated, by what. */
  note: string;
  /** A row of `plotBars` was pressed; its table leads there, too. */
  onPick?: (row: number) => void;
  /** Between the summary and the chart, such as a warning. */
  before?: ReactNode;
  /** Below the chart. */
  children?: ReactNode;
};
