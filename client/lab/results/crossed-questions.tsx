import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Crosstab, ProbeResult, RunResults } from "../../../schema/messages/run-results.ts";
import { ChoiceField } from "../../panels/parts/field.tsx";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { Tests } from "./comparisons.tsx";
import { FigureLine } from "./figure-value.tsx";
import { PlanMark } from "./plan-mark.tsx";
import { answersIn, useCrosstab } from "./results-api.ts";
import { usePercent } from "../use-percent.ts";
import style from "./results.module.css";

/** Two questions against each other, which are chosen here. */
export function CrossedQuestions({ results }: { results: RunResults }) {
  const { t } = useTranslation("lab");
  const countable = results.probes.filter(({ options }) => options.length > 0);
  const [rows, setRows] = useState(countable[0]?.id);
  const [columns, setColumns] = useState(countable[1]?.id);
  if (rows === undefined || columns === undefined) return null;
  const options = countable.map(({ id, title }) => ({ value: id, label: title }));
  return (
    <section className={style.section} aria-label={t("results.crossed")}>
      <h2>{t("results.crossed")}</h2>
      <PlanMark isPlanned={false} />
      <div className={style.cards}>
        <ChoiceField label={t("results.inRows")} value={rows} options={options} onChoose={setRows} />
        <ChoiceField label={t("results.inColumns")} value={columns} options={options} onChoose={setColumns} />
      </div>
      <Crossed results={results} rows={rows} columns={columns} />
    </section>
  );
}

type CrossedProps = { results: RunResults; rows: string; columns: string };

function Crossed({ results, rows, columns }: CrossedProps) {
  const { t } = useTranslation("lab");
  const crosstab = useCrosstab(results.runId, answersIn(results), { rows, columns });
  if (crosstab.isError) return <Problem error={crosstab.error} onRetry={() => void crosstab.refetch()} />;
  if (!crosstab.data) return <Loading lines={4} />;
  const { figures, tests } = crosstab.data;
  return (
    <>
      <CrosstabTable crosstab={crosstab.data} probes={results.probes} />
      <FigureLine figures={figures} />
      <Tests tests={tests} of={t("results.crossed")} />
    </>
  );
}

/** Respondents, and the share of their row. */
function CrosstabTable({ crosstab, probes }: { crosstab: Crosstab; probes: readonly ProbeResult[] }) {
  const { t, i18n } = useTranslation("lab");
  const percent = usePercent();
  const format = (count: number) => count.toLocaleString(i18n.language);
  const { rows, columns, counts, rowTotals } = crosstab;
  const textsOf = ({ probe, values }: Crosstab["rows"]) => {
    const options = probes.find(({ id }) => id === probe)?.options ?? [];
    return values.map((value) => options.find((option) => option.value === value)?.text ?? String(value));
  };
  const [rowTexts, columnTexts] = [textsOf(rows), textsOf(columns)];
  return (
    <div className={style.scroll} role="region" aria-label={t("results.crossedTable")} tabIndex={0}>
      <table>
        <caption>{t("results.crossedShares")}</caption>
        <thead>
          <tr>
            <th scope="col" dir="auto">
              {probes.find(({ id }) => id === rows.probe)?.title}
            </th>
            {columnTexts.map((text, column) => (
              <th key={column} scope="col" dir="auto">
                {text}
              </th>
            ))}
            <th scope="col">{t("results.rowTotal")}</th>
          </tr>
        </thead>
        <tbody>
          {counts.map((row, place) => {
            const total = rowTotals[place]!;
            return (
              <tr key={place}>
                <th scope="row" dir="auto">
                  {rowTexts[place]}
                </th>
                {row.map((count, column) => (
                  <td key={column}>
                    {format(count)} {total > 0 && <small>({percent(count / total)})</small>}
                  </td>
                ))}
                <td>{format(total)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
