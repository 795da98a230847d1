import { useTranslation } from "react-i18next";
import type { ProbeResult } from "../../../schema/messages/run-results.ts";
import { FIGURES } from "../../../schema/rules/survey/figures/figures.ts";
import { inPageLanguage } from "../../words/page-language.ts";
import { FigureValue } from "./figure-value.tsx";
import style from "./results.module.css";

type DistancesOfRunsProps = {
  title: string;
  /** `probe`: its results of the question; undefined where it did not ask it. */
  runs: readonly { id: string; name: string; probe: ProbeResult | undefined }[];
};

/** How far each run's answers to one question are from people's, a run a row. */
export function DistancesOfRuns({ title, runs }: DistancesOfRunsProps) {
  const { t, i18n } = useTranslation("lab");
  const rows = runs.map(({ id, name, probe }) => {
    const row = probe?.distances.find(({ of, to }) => of === "run" && to === "baseline");
    return { id, name, n: probe?.respondents ?? 0, figures: [...(row?.figures ?? []), ...(probe?.figures ?? [])] };
  });
  const ids = [...new Set(rows.flatMap(({ figures }) => figures.map((figure) => figure.id)))];
  return (
    <div className={style.scroll} role="region" aria-label={t("results.distancesOf", { title })} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("results.run")}</th>
            <th scope="col">n</th>
            {ids.map((id) => (
              <th key={id} scope="col">
                {inPageLanguage(FIGURES[id].name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id: runId, name, n, figures }) => (
            <tr key={runId}>
              <th scope="row" dir="auto">
                {name}
              </th>
              <td>{n.toLocaleString(i18n.language)}</td>
              {ids.map((id) => {
                const figure = figures.find((one) => one.id === id);
                return <td key={id}>{figure ? <FigureValue figure={figure} /> : "–"}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
