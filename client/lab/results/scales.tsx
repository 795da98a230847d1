import { useTranslation } from "react-i18next";
import type { ProbeResult, ScaleResult } from "../../../schema/messages/run-results.ts";
import { FigureLine } from "./figure-value.tsx";
import { PlanMark } from "./plan-mark.tsx";
import style from "./results.module.css";

type ScalesProps = { scales: readonly ScaleResult[]; probes: readonly ProbeResult[] };

/** Questions that are taken together: how they go with each other, here and among people. */
export function Scales({ scales, probes }: ScalesProps) {
  const { t } = useTranslation("lab");
  if (scales.length === 0) return null;
  const titles = (scale: ScaleResult) => scale.probes.map((id) => probes.find((probe) => probe.id === id)?.title ?? id);
  return (
    <section className={style.section} aria-label={t("results.together")}>
      <h2>{t("results.together")}</h2>
      {scales.map((scale) => {
        const name = scale.name ?? t("results.allOrdered");
        const named = { of: name, titles: titles(scale) };
        return (
          <article key={scale.name ?? "all"} className={style.card}>
            <h3 dir="auto">{name}</h3>
            <PlanMark isPlanned={scale.isPlanned} />
            <FigureLine figures={scale.figures} />
            <Correlations {...named} title={t("results.correlations")} matrix={scale.correlations} />
            {scale.baselineCorrelations && (
              <Correlations {...named} title={t("results.peoplesCorrelations")} matrix={scale.baselineCorrelations} />
            )}
          </article>
        );
      })}
    </section>
  );
}

type CorrelationsProps = {
  /** The scale. */
  of: string;
  title: string;
  matrix: ScaleResult["correlations"];
  /** Of its questions. */
  titles: string[];
};

function Correlations({ of, title, matrix, titles }: CorrelationsProps) {
  const { t, i18n } = useTranslation("lab");
  const format = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  return (
    <div className={style.scroll} role="region" aria-label={`${of}: ${title}`} tabIndex={0}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("results.question")}</th>
            {titles.map((name, column) => (
              <th key={column} scope="col" title={name}>
                {column + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {titles.map((name, row) => (
            <tr key={row}>
              <th scope="row" dir="auto">
                {row + 1}. {name}
              </th>
              {matrix[row]!.map((r, column) => (
                <td key={column}>{r === null ? "–" : format.format(r)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
