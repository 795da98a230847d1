import { barX } from "@observablehq/plot";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { MatchReport } from "../../../schema/messages/target.ts";
import { chartColour } from "../../panels/money/usage/chart-colours.ts";
import { Figure } from "../figure/figure.tsx";
import { plotBars } from "../../../schema/rules/survey/charts/plot-bars.ts";
import { useTraitWords } from "../trait-words.ts";
import { usePercent } from "../use-percent.ts";

type Row = { label: string; share: number; matched: number; difference: number };

const MOST_ROWS = 12;

/** Joint cells of which the panel has most too many or too few. */
export function CellsFigure({ report }: { report: MatchReport }) {
  const { t, i18n } = useTranslation("lab");
  const { valueOf } = useTraitWords();
  const percent = usePercent();
  const signed = new Intl.NumberFormat(i18n.language, {
    style: "percent",
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  });
  const rows: Row[] = useMemo(
    () =>
      report.cells.slice(0, MOST_ROWS).map(({ wanted, share, matched }) => ({
        label: Object.entries(wanted)
          .map(([traitId, values]) => values.map((value) => valueOf(traitId, value)).join("/"))
          .join(", "),
        share,
        matched,
        difference: matched - share,
      })),
    // Words follow the language.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [report, i18n.language],
  );
  const draw = useCallback((width: number) => cellsChart(rows, i18n.language, width), [rows, i18n.language]);
  const [first] = rows;
  if (!first) return null;
  return (
    <Figure
      heading="h4"
      title={t("targets.cells")}
      summary={t("targets.cellsSummary", { name: first.label, difference: signed.format(first.difference) })}
      table={{
        heads: [t("targets.group"), t("targets.wantedShare"), t("targets.matchedShare"), t("targets.difference")],
        rows: rows.map(({ label, share, matched, difference }) => [
          label,
          percent(share),
          percent(matched),
          signed.format(difference),
        ]),
      }}
      note={t("targets.panelNote")}
      draw={draw}
    />
  );
}

const cellsChart = (rows: Row[], language: string, width: number) =>
  plotBars({
    labels: rows.map(({ label }) => label),
    language,
    width,
    ticks: 3,
    marks: [barX(rows, { x: "difference", y: "label", fill: chartColour(1) })],
  });
