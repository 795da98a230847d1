import { axisY, barX, ruleX, stackX } from "@observablehq/plot";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { UsageRow } from "../../../../schema/messages/usage.ts";
import { CHART_FONT_PX } from "../../../../schema/rules/chart-font.ts";
import { nameRoute } from "../../../words/name-route.ts";
import { chartColour } from "./chart-colours.ts";
import { countTokens, sumTokens, TOKEN_KINDS } from "./count-tokens.ts";
import { UsageFigure } from "./usage-figure.tsx";

const MAX_BARS = 8;
const BAR_PX = 34;
const LABEL_SHARE = 0.38;
const LABEL_MAX_PX = 190;
const LABEL_GAP_PX = 12;

/** Tokens by kind for each model, so that the cached share is obvious. */
export function TokenKinds({ rows }: { rows: UsageRow[] }) {
  const { t, i18n } = useTranslation();
  const counted = useMemo(
    () =>
      rows
        .map((row) => ({ label: nameRoute(`${row.provider}/${row.model}`, t), counts: countTokens(row) }))
        .toSorted((one, other) => sumTokens(other.counts) - sumTokens(one.counts))
        .slice(0, MAX_BARS),
    [rows, t],
  );
  const draw = useCallback(
    (width: number) => {
      const parts = counted.flatMap(({ label, counts }) =>
        TOKEN_KINDS.map((kind, index) => ({ label, kind, index, tokens: counts[kind] })),
      );
      const number = new Intl.NumberFormat(i18n.language);
      const marginLeft = Math.min(LABEL_MAX_PX, Math.round(width * LABEL_SHARE));
      return {
        height: counted.length * BAR_PX + 8,
        marginLeft,
        marginTop: 4,
        marginBottom: 4,
        x: { axis: null },
        y: { domain: counted.map(({ label }) => label), padding: 0.3 },
        marks: [
          axisY({
            label: null,
            tickSize: 0,
            lineWidth: (marginLeft - LABEL_GAP_PX) / CHART_FONT_PX,
            textOverflow: "ellipsis-start" as const,
          }),
          barX(
            parts,
            stackX({
              x: "tokens",
              y: "label",
              fill: (part: (typeof parts)[number]) => chartColour(part.index),
              stroke: "var(--surface)",
              title: (part: (typeof parts)[number]) =>
                `${part.label}\n${t(`usage.kinds.${part.kind}`)}: ${number.format(part.tokens)}`,
              tip: true,
            }),
          ),
          ruleX([0]),
        ],
      };
    },
    [counted, t, i18n.language],
  );
  const totals = TOKEN_KINDS.map((kind) => ({
    kind,
    tokens: rows.reduce((sum, row) => sum + countTokens(row)[kind], 0),
  }));
  const compact = new Intl.NumberFormat(i18n.language, { notation: "compact" });
  return (
    <UsageFigure
      title={t("usage.tokenKinds")}
      summary={totals
        .filter(({ tokens }) => tokens > 0)
        .map(({ kind, tokens }) => `${t(`usage.kinds.${kind}`)} ${compact.format(tokens)}`)
        .join(" · ")}
      heads={[t("usage.model")]}
      rows={rows.map((row) => ({ names: [nameRoute(`${row.provider}/${row.model}`, t)], row }))}
      legend={TOKEN_KINDS.map((kind, index) => ({ label: t(`usage.kinds.${kind}`), colour: chartColour(index) }))}
      draw={draw}
    />
  );
}
