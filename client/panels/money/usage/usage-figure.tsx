import ChartNoAxes from "lucide-react/icons/chart-no-axes-column";
import Download from "lucide-react/icons/download";
import Table from "lucide-react/icons/table-2";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PlotOptions } from "@observablehq/plot";
import { IconButton } from "../../parts/button.tsx";
import { PlotChart } from "./plot-chart.tsx";
import { downloadTable } from "./download-table.ts";
import style from "./usage.module.css";
import { UsageTable, type TableRow } from "./usage-table.tsx";

type UsageFigureProps = {
  title: string;
  /** The chart's message in a sentence. */
  summary: string;
  /** Headings of the first columns, which name the rows. */
  heads: string[];
  rows: TableRow[];
  legend?: { label: string; colour: string }[];
  draw: (width: number) => PlotOptions;
};

/** A chart with a summary, its table one press away, and both as a download. */
export function UsageFigure({ title, summary, heads, rows, legend = [], draw }: UsageFigureProps) {
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <section className={style.figure} aria-labelledby={id}>
      <header>
        <h3 id={id}>{title}</h3>
        <IconButton
          label={isTable ? t("usage.showChart", { title }) : t("usage.showTable", { title })}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? <ChartNoAxes /> : <Table />}
        </IconButton>
        <IconButton label={t("usage.download", { title })} onClick={() => downloadTable(title, heads, rows)}>
          <Download />
        </IconButton>
      </header>
      <p className={style.summary}>{summary}</p>
      {isTable ? (
        <UsageTable title={title} heads={heads} rows={rows} />
      ) : (
        <>
          {legend.length > 1 && (
            <ul className={style.legend}>
              {legend.map(({ label, colour }) => (
                <li key={label}>
                  <span style={{ background: colour }} /> {label}
                </li>
              ))}
            </ul>
          )}
          <PlotChart label={summary} draw={draw} />
        </>
      )}
    </section>
  );
}
