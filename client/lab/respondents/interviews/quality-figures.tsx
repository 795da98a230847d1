import { useTranslation } from "react-i18next";
import type { PoolQuality, SetAsideReason } from "../../../../schema/messages/interview.ts";
import { Loading, Problem } from "../../../panels/parts/states.tsx";
import { useQuality } from "./interviews-api.ts";
import style from "./interviews.module.css";

/** How good the pool is, in figures that say what they mean. */
export function QualityFigures() {
  const { t } = useTranslation("lab");
  const quality = useQuality();
  return (
    <section aria-labelledby="pool-quality">
      <h3 id="pool-quality">{t("interviews.quality")}</h3>
      {quality.isPending && <Loading />}
      {quality.isError && <Problem error={quality.error} onRetry={() => void quality.refetch()} />}
      {quality.data && <Figures quality={quality.data} />}
    </section>
  );
}

function Figures({ quality }: { quality: PoolQuality }) {
  const { t, i18n } = useTranslation("lab");
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  const { byProvenance, words, meanDistance, embedded, nearDuplicates, answers, setAside, rejections } = quality;
  const origins = Object.entries(byProvenance).map(
    ([provenance, count]) => `${t(`interviews.provenance.${provenance as "authored"}`)}: ${number.format(count)}`,
  );
  const figures: {
    name: "backstories" | "words" | "distance" | "duplicates" | "answers" | "setAside";
    value: string;
  }[] = [
    { name: "backstories", value: number.format(quality.backstories) },
    {
      name: "words",
      value: words
        ? `${number.format(words.median)} (${number.format(words.fewest)}–${number.format(words.most)})`
        : "–",
    },
    { name: "distance", value: meanDistance === null ? "–" : number.format(meanDistance) },
    { name: "duplicates", value: number.format(nearDuplicates) },
    { name: "answers", value: `${number.format(answers.accepted)} / ${number.format(answers.rejected)}` },
    { name: "setAside", value: number.format(setAside) },
  ];
  const reasons = Object.entries(rejections).toSorted(([, one], [, other]) => other - one);
  return (
    <>
      <dl className={style.figures}>
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt>{t(`interviews.figures.${name}`)}</dt>
            <dd>{value}</dd>
            <dd className={style.notes}>
              {name === "backstories" ? origins.join(", ") : t(`interviews.figureHints.${name}`, { embedded })}
            </dd>
          </div>
        ))}
      </dl>
      {reasons.length > 0 && (
        <table className={style.reasons}>
          <caption>{t("interviews.rejections")}</caption>
          <tbody>
            {reasons.map(([reason, count]) => (
              <tr key={reason}>
                <th scope="row">{t(`interviews.reasons.${reason as SetAsideReason}`)}</th>
                <td>{number.format(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
