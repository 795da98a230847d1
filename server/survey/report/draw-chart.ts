import { plot } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { distributionChart, type Distribution } from "../../../schema/rules/survey/charts/distribution-chart.ts";
import { CHART_FONT_PX } from "../../../schema/rules/chart-font.ts";

const WIDTH_PX = 680;

/** The page's chart as SVG inside HTML; its text is escaped. */
export function drawChart(distribution: Distribution, language: string): string {
  const { document } = parseHTML("<html></html>");
  const chart = plot({
    document,
    width: WIDTH_PX,
    style: { fontSize: `${CHART_FONT_PX}px`, fontFamily: "inherit" },
    ...distributionChart(distribution, { language, width: WIDTH_PX }),
  });
  // Its message is in the table beside it.
  chart.setAttribute("aria-hidden", "true");
  return chart.outerHTML;
}
