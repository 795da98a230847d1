import { useCallback, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "../figure/figure.tsx";
import { distributionChart, type Distribution } from "../../../schema/rules/survey/charts/distribution-chart.ts";

type DistributionFigureProps = {
  title: string;
  heading?: "h3" | "h4";
  summary: string;
  /** Must stay the same object while its values do. */
  distribution: Distribution;
  note: string;
  /** Of the axis, where several charts share it. */
  most?: number;
  onPick?: (option: number) => void;
  before?: ReactNode;
  children?: ReactNode;
};

/** Answers to one question; the table behind it has every share with its band. */
export function DistributionFigure({ distribution, most, ...figure }: DistributionFigureProps) {
  const { t, i18n } = useTranslation("lab");
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 });
  const { options, series } = distribution;
  const draw = useCallback(
    (width: number) =>
      distributionChart(distribution, { language: i18n.language, width, ...(most !== undefined && { most }) }),
    [distribution, i18n.language, most],
  );
  const hasBands = ({ bars }: Distribution["series"][number]) => bars.some((bar) => bar !== null && bar.low !== null);
  return (
    <Figure
      {...figure}
      legend={series.map(({ name, colour }) =>
        colour === null ? { label: name, mark: "hollow" } : { label: name, mark: "bar", colour },
      )}
      table={{
        heads: [
          t("results.answer"),
          ...series.flatMap((one) => [one.name, ...(hasBands(one) ? [t("results.bandOf", { name: one.name })] : [])]),
        ],
        rows: options.map((option, place) => [
          option,
          ...series.flatMap((one) => {
            const bar = one.bars[place] ?? null;
            const band =
              bar === null || bar.low === null || bar.high === null ? "–" : percent.formatRange(bar.low, bar.high);
            return [bar === null ? "–" : percent.format(bar.share), ...(hasBands(one) ? [band] : [])];
          }),
        ]),
      }}
      draw={draw}
    />
  );
}
