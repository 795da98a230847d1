import { useTranslation } from "react-i18next";
import type { MatchReport, MatchWish } from "../../../schema/messages/target.ts";
import { CellsFigure } from "./cells-figure.tsx";
import { MarginsFigure } from "./margins-figure.tsx";
import { useTraitWords } from "../trait-words.ts";
import { WeightsFigure } from "./weights-figure.tsx";
import { usePercent } from "../use-percent.ts";
import style from "./targets.module.css";

/** How well a panel fits: first what to be careful about, then figures, then charts. */
export function MatchReportView({ report, wish }: { report: MatchReport; wish: MatchWish }) {
  const { t, i18n } = useTranslation("lab");
  const words = useTraitWords();
  const percent = usePercent();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const weight = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 });
  const figures: {
    name: "matched" | "insufficient" | "meanWeight" | "minWeight" | "effective" | "raked";
    value: string;
  }[] = [
    { name: "matched", value: t("targets.ofPlaces", { matched: report.matched, places: report.places }) },
    { name: "insufficient", value: percent(report.insufficientShare) },
    { name: "meanWeight", value: report.meanWeight === null ? "–" : weight.format(report.meanWeight) },
    { name: "minWeight", value: report.minWeight === null ? "–" : weight.format(report.minWeight) },
    { name: "effective", value: number.format(report.effectiveSize) },
    { name: "raked", value: report.rakedSize === null ? "–" : number.format(report.rakedSize) },
  ];
  return (
    <article className={style.report} aria-label={t("targets.report")}>
      <p className={style.notes}>
        {t("targets.reportOf", {
          method: t(`targets.methods.${wish.method}`),
          size: report.places,
          seed: wish.seed,
          pool: report.poolSize,
        })}
      </p>
      {report.matched < report.places && (
        <p className={style.warning}>{t("targets.poolTooSmall", { missing: report.places - report.matched })}</p>
      )}
      {report.unlabelledTraits.length > 0 && (
        <p className={style.warning}>
          {t("targets.unlabelled", { names: report.unlabelledTraits.map(words.nameOf).join(", ") })}
        </p>
      )}
      {report.matched > report.backstories && (
        <p className={style.warning}>{t("targets.usedAgain", { count: report.backstories })}</p>
      )}
      <dl className={style.figures}>
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt title={t(`targets.figureHints.${name}`)}>{t(`targets.figures.${name}`)}</dt>
            <dd>{value}</dd>
            <dd className={style.notes}>{t(`targets.figureHints.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <MarginsFigure report={report} />
      <Distances distances={report.distances} />
      <WeightsFigure report={report} />
      <CellsFigure report={report} />
    </article>
  );
}

/** Of each trait how far the panel is from the target, beside what chance would do. */
function Distances({ distances }: { distances: MatchReport["distances"] }) {
  const { t } = useTranslation("lab");
  const words = useTraitWords();
  const percent = usePercent();
  if (distances.length === 0) return null;
  return (
    <div className={style.scroll}>
      <table>
        <caption>{t("targets.distances")}</caption>
        <thead>
          <tr>
            {(["trait", "totalVariation", "noiseFloor", "wasserstein"] as const).map((head) => (
              <th key={head} scope="col">
                {t(`targets.distanceHeads.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {distances.map(({ traitId, totalVariation, noiseFloor, wasserstein }) => (
            <tr key={traitId}>
              <th scope="row">{words.nameOf(traitId)}</th>
              <td>{percent(totalVariation)}</td>
              <td>{percent(noiseFloor)}</td>
              <td>{wasserstein === null ? "–" : percent(wasserstein)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
