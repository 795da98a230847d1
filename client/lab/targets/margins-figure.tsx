import { barX, dot, tickX, type PlotOptions } from "@observablehq/plot";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { MatchReport } from "../../../schema/messages/target.ts";
import { chartColour } from "../../panels/money/usage/chart-colours.ts";
import { Figure } from "../figure/figure.tsx";
import { usePercent } from "../use-percent.ts";
import { plotBars } from "../../../schema/rules/survey/charts/plot-bars.ts";
import { useTraitWords } from "../trait-words.ts";

type Row = { label: string; wanted: number; matched: number; weighted: number | null };

/** What the panel is like by trait, beside what is wanted, before and after raking. */
export function MarginsFigure({ report }: { report: MatchReport }) {
  const { t, i18n } = useTranslation("lab");
  const { nameOf, valueOf } = useTraitWords();
  const percent = usePercent();
  const rows: Row[] = useMemo(
    () =>
      report.margins.map(({ traitId, values, ...shares }) => ({
        label: `${nameOf(traitId)}: ${values.map((value) => valueOf(traitId, value)).join(", ")}`,
        ...shares,
      })),
    // Words follow the language.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [report, i18n.language],
  );
  const draw = useCallback((width: number) => marginsChart(rows, i18n.language, width), [rows, i18n.language]);
  const worst = report.distances.toSorted((one, other) => other.totalVariation - one.totalVariation)[0];
  return (
    <Figure
      heading="h4"
      title={t("targets.margins")}
      summary={
        worst
          ? t("targets.marginsSummary", {
              trait: nameOf(worst.traitId),
              distance: percent(worst.totalVariation),
              floor: percent(worst.noiseFloor),
              count: report.matched,
            })
          : t("targets.marginsOpen")
      }
      legend={[
        { label: t("targets.matchedShare"), mark: "bar" },
        { label: t("targets.wantedShare"), mark: "line" },
        ...(rows.some(({ weighted }) => weighted !== null)
          ? [{ label: t("targets.weightedShare"), mark: "ring" as const }]
          : []),
      ]}
      table={{
        heads: [t("targets.value"), t("targets.wantedShare"), t("targets.matchedShare"), t("targets.weightedShare")],
        rows: rows.map(({ label, wanted, matched, weighted }) => [
          label,
          percent(wanted),
          percent(matched),
          weighted === null ? "–" : percent(weighted),
        ]),
      }}
      note={t("targets.panelNote")}
      draw={draw}
    />
  );
}

function marginsChart(rows: Row[], language: string, width: number): PlotOptions {
  const shares = rows.flatMap(({ wanted, matched, weighted }) => [wanted, matched, weighted ?? 0]);
  const bars = plotBars({
    labels: rows.map(({ label }) => label),
    language,
    width,
    ticks: 4,
    marks: [
      barX(rows, { x: "matched", y: "label", fill: chartColour(0) }),
      dot(
        rows.filter(({ weighted }) => weighted !== null),
        { x: "weighted", y: "label", r: 4, stroke: "currentColor", fill: "none" },
      ),
      tickX(rows, { x: "wanted", y: "label", stroke: "currentColor", strokeWidth: 3 }),
    ],
  });
  return { ...bars, x: { domain: [0, Math.max(0.05, ...shares)] } };
}
