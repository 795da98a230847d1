import { useTranslation } from "react-i18next";
import type { ProbeResult } from "../../../schema/messages/run-results.ts";
import { FIGURES, type FigureId } from "../../../schema/rules/survey/figures/figures.ts";
import { inPageLanguage } from "../../words/page-language.ts";
import { FigureValue } from "./figure-value.tsx";
import style from "./results.module.css";

/** How far the answers are from people's, beside what chance, always the same answer, and people themselves give. */
export function Distances({ probe: { distances, title } }: { probe: ProbeResult }) {
  const { t } = useTranslation("lab");
  const ids = [...new Set(distances.flatMap(({ figures }) => figures.map(({ id }) => id)))];
  if (ids.length === 0) return null;
  return (
    <details className={style.more}>
      <summary>{t("results.distances")}</summary>
      <div className={style.scroll} role="region" aria-label={t("results.distancesOf", { title })} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("results.of")}</th>
              {ids.map((id) => (
                <th key={id} scope="col">
                  {inPageLanguage(FIGURES[id satisfies FigureId].name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {distances.map(({ of, to, figures }) => (
              <tr key={`${of} ${to}`}>
                <th scope="row">{t(`results.from.${to}`, { of: t(`results.parties.${of}`) })}</th>
                {ids.map((id) => {
                  const figure = figures.find((one) => one.id === id);
                  return <td key={id}>{figure ? <FigureValue figure={figure} /> : "–"}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
