import { axisX, axisY, gridY, rectY, ruleX, ruleY } from "@observablehq/plot";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { MatchReport } from "../../../schema/messages/target.ts";
import { chartColour } from "../../panels/money/usage/chart-colours.ts";
import { Figure } from "../figure/figure.tsx";
import { usePercent } from "../use-percent.ts";

/** From here on a match is sufficient. */
const SUFFICIENT_FIT = 0.5;
const HEIGHT_PX = 180;

/** How well each place fits: the weight per trait. */
export function WeightsFigure({ report }: { report: MatchReport }) {
  const { t, i18n } = useTranslation("lab");
  const percent = usePercent();
  const { weightCounts } = report;
  const draw = useCallback((width: number) => weightsChart(weightCounts, width), [weightCounts]);
  const format = (weight: number) => new Intl.NumberFormat(i18n.language).format(weight);
  return (
    <Figure
      heading="h4"
      title={t("targets.weights")}
      summary={t("targets.weightsSummary", { share: percent(report.insufficientShare) })}
      table={{
        heads: [t("targets.weightClass"), t("targets.places")],
        rows: weightCounts.map((count, index) => [
          `${format(index / weightCounts.length)}–${format((index + 1) / weightCounts.length)}`,
          String(count),
        ]),
      }}
      note={t("targets.panelNote")}
      draw={draw}
    />
  );
}

function weightsChart(counts: readonly number[], _width: number) {
  const bars = counts.map((count, index) => ({ count, from: index / counts.length, to: (index + 1) / counts.length }));
  return {
    height: HEIGHT_PX,
    marginLeft: 40,
    marginBottom: 32,
    x: { domain: [0, 1] },
    marks: [
      gridY({ ticks: 4 }),
      axisX({ label: null, ticks: 5 }),
      axisY({ label: null, ticks: 4 }),
      rectY(bars, {
        x1: "from",
        x2: "to",
        y: "count",
        insetLeft: 1,
        insetRight: 1,
        fill: chartColour(0),
        fillOpacity: ({ to }: { to: number }) => (to > SUFFICIENT_FIT ? 1 : 0.45),
      }),
      ruleX([SUFFICIENT_FIT], { stroke: "currentColor", strokeDasharray: "4 3" }),
      ruleY([0]),
    ],
  };
}
