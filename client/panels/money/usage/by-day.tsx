import { axisX, axisY, gridY, rectY, ruleY } from "@observablehq/plot";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { UsageRow } from "../../../../schema/messages/usage.ts";
import { formatMoney } from "../../../../schema/rules/format-money.ts";
import { Loading, Problem } from "../../parts/states.tsx";
import { useUsageGroups, type UsageRange } from "../money-api.ts";
import { chartColour } from "./chart-colours.ts";
import { toDay, toMoments } from "./last-days.ts";
import { UsageFigure } from "./usage-figure.tsx";

const HEIGHT_PX = 240;

/** Cost per day, by provider. */
export function ByDay({ range }: { range: UsageRange }) {
  const usage = useUsageGroups({ ...range, groupBy: "day-provider" });
  if (usage.isError) return <Problem error={usage.error} onRetry={() => void usage.refetch()} />;
  return usage.data ? <DayFigure range={range} rows={usage.data.rows} /> : <Loading />;
}

function DayFigure({ range, rows }: { range: UsageRange; rows: UsageRow[] }) {
  const { t, i18n } = useTranslation();
  const formatDay = useMemo(() => {
    const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeZone: "UTC" });
    return (row: UsageRow) => format.format(Date.parse(row.at));
  }, [i18n.language]);
  const money = useCallback((nano: number) => formatMoney(nano, i18n.language), [i18n.language]);
  const providers = useMemo(() => [...new Set(rows.map(({ provider }) => provider ?? ""))].toSorted(), [rows]);
  const draw = useCallback(
    () => ({
      height: HEIGHT_PX,
      marginLeft: 56,
      marginBottom: 28,
      x: { type: "utc" as const, domain: toMoments(range).map((at) => new Date(at)) },
      color: { domain: providers, range: providers.map((_, index) => chartColour(index)) },
      marks: [
        gridY({ ticks: 4, strokeOpacity: 0.18 }),
        axisY({ label: null, ticks: 4, tickFormat: money, tickSize: 0 }),
        axisX({ label: null, tickSize: 0 }),
        rectY(rows, {
          x: (row: UsageRow) => new Date(toDay(Date.parse(row.at))),
          interval: "day",
          y: "costNano",
          fill: (row: UsageRow) => row.provider ?? "",
          fillOpacity: (row: UsageRow) => (row.exact ? 1 : 0.7),
          title: (row: UsageRow) =>
            `${formatDay(row)}\n${row.provider}: ${row.exact ? "" : "≈ "}${money(row.costNano)}`,
          tip: true,
        }),
        ruleY([0]),
      ],
    }),
    [rows, range, providers, money, formatDay],
  );

  const sums = new Map<string, number>();
  for (const row of rows) sums.set(formatDay(row), (sums.get(formatDay(row)) ?? 0) + row.costNano);
  const [dearest = "", mostNano = 0] = [...sums].toSorted(([, one], [, other]) => other - one)[0] ?? [];
  return (
    <UsageFigure
      title={t("usage.byDay")}
      summary={t("usage.daySummary", { count: sums.size, day: dearest, money: money(mostNano) })}
      heads={[t("usage.day"), t("usage.provider")]}
      rows={rows.map((row) => ({ names: [formatDay(row), row.provider ?? ""], row }))}
      legend={providers.map((label, index) => ({ label, colour: chartColour(index) }))}
      draw={draw}
    />
  );
}
