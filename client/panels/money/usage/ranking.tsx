import { axisY, barX, ruleX, text } from "@observablehq/plot";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { UsageRow } from "../../../../schema/messages/usage.ts";
import { CHART_FONT_PX } from "../../../../schema/rules/chart-font.ts";
import { formatMoney } from "../../../../schema/rules/format-money.ts";
import { Loading, Problem } from "../../parts/states.tsx";
import { useUsageGroups, type UsageRange } from "../money-api.ts";
import { chartColour } from "./chart-colours.ts";
import { keyOfGroup, nameGroup, type NamedGroup } from "./name-group.ts";
import { rankGroups, type RankedGroup } from "./rank-groups.ts";
import { UsageFigure } from "./usage-figure.tsx";

type RankedBy = Exclude<NamedGroup, "task">;

const MAX_BARS = 8;
const BAR_PX = 30;
const LABEL_SHARE = 0.38;
const LABEL_MAX_PX = 190;
const LABEL_GAP_PX = 12;

/** Groups by cost, the highest first. */
export function Ranking({ range, groupBy }: { range: UsageRange; groupBy: RankedBy }) {
  const usage = useUsageGroups({ ...range, groupBy });
  if (usage.isError) return <Problem error={usage.error} onRetry={() => void usage.refetch()} />;
  return usage.data ? <RankingFigure rows={usage.data.rows} groupBy={groupBy} /> : <Loading />;
}

function RankingFigure({ rows, groupBy }: { rows: UsageRow[]; groupBy: RankedBy }) {
  const { t, i18n } = useTranslation();
  const money = useCallback((nano: number) => formatMoney(nano, i18n.language), [i18n.language]);
  const labelOf = useCallback((row: UsageRow) => nameGroup(row, groupBy, t), [groupBy, t]);
  const groups = useMemo(
    () =>
      rankGroups(rows, {
        most: MAX_BARS,
        keyOf: (row) => keyOfGroup(row, groupBy) ?? "",
        labelOf,
        restLabel: (count) => t("usage.rest", { count }),
      }),
    [rows, groupBy, labelOf, t],
  );
  const draw = useCallback((width: number) => rankingChart(groups, money, width), [groups, money]);
  const totalNano = groups.reduce((sum, { costNano }) => sum + costNano, 0);
  const first = groups[0];
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" });
  return (
    <UsageFigure
      title={t(`usage.by.${groupBy}`)}
      summary={
        first
          ? t("usage.rankSummary", {
              name: first.label,
              money: money(first.costNano),
              share: percent.format(first.costNano / totalNano),
            })
          : t("usage.none")
      }
      heads={[t(`usage.${groupBy}`)]}
      rows={rows.toSorted((one, other) => other.costNano - one.costNano).map((row) => ({ names: [labelOf(row)], row }))}
      draw={draw}
    />
  );
}

function rankingChart(groups: RankedGroup[], money: (nano: number) => string, width: number) {
  const marginLeft = Math.min(LABEL_MAX_PX, Math.round(width * LABEL_SHARE));
  return {
    height: groups.length * BAR_PX + 8,
    marginLeft,
    marginRight: 68,
    marginTop: 4,
    marginBottom: 4,
    x: { axis: null },
    y: { domain: groups.map(({ label }) => label), padding: 0.3 },
    marks: [
      axisY({
        label: null,
        tickSize: 0,
        lineWidth: (marginLeft - LABEL_GAP_PX) / CHART_FONT_PX,
        textOverflow: "ellipsis-middle" as const,
      }),
      barX(groups, {
        x: "costNano",
        y: "label",
        fill: chartColour(0),
        fillOpacity: (group: RankedGroup) => (group.exact ? 1 : 0.7),
        title: (group: RankedGroup) => `${group.label}: ${money(group.costNano)}`,
      }),
      text(groups, {
        x: "costNano",
        y: "label",
        text: ({ exact, costNano }: RankedGroup) => `${exact ? "" : "≈ "}${money(costNano)}`,
        textAnchor: "start" as const,
        dx: 6,
      }),
      ruleX([0]),
    ],
  };
}
