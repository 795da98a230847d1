import ChartNoAxes from "lucide-react/icons/chart-no-axes-column";
import Table from "lucide-react/icons/table-2";
import { useId, useState, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../panels/parts/button.tsx";
import { PlotChart } from "../../panels/money/usage/plot-chart.tsx";
import type { FigureProps } from "./figure-props.ts";
import { FigureTable } from "./figure-table.tsx";
import { pickedRow } from "./pick-row.ts";
import { SaveFigure } from "./save-figure.tsx";
import style from "./figure.module.css";

/** A chart with its message, its table one press away, and both as files. */
export function Figure(props: FigureProps) {
  const { title, heading: Heading = "h3", summary, table, onPick, before, children } = props;
  const { t } = useTranslation("lab");
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <section className={style.figure} aria-labelledby={id}>
      <div className={style.head}>
        <Heading id={id} dir="auto">
          {title}
        </Heading>
        <IconButton
          label={t(isTable ? "figure.showChart" : "figure.showTable", { title })}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? <ChartNoAxes /> : <Table />}
        </IconButton>
        <SaveFigure {...props} />
      </div>
      <p className={style.notes}>{summary}</p>
      {before}
      {isTable ? <FigureTable title={title} table={table} {...(onPick && { onPick })} /> : <Chart {...props} />}
      {children}
    </section>
  );
}

function Chart({ summary, legend = [], draw, onPick }: FigureProps) {
  const pick = (event: MouseEvent) => {
    const row = pickedRow(event.target);
    if (row !== null) onPick?.(row);
  };
  return (
    <>
      {legend.length > 0 && (
        <ul className={style.legend}>
          {legend.map(({ label, mark, colour }) => (
            <li key={label}>
              <span data-mark={mark} {...(colour && { style: { background: colour } })} /> {label}
            </li>
          ))}
        </ul>
      )}
      {/* Its table has a button for each row. */}
      <div role="presentation" onClick={pick} data-picks={onPick !== undefined || undefined} className={style.chart}>
        <PlotChart label={summary} draw={draw} />
      </div>
    </>
  );
}
