import { useTranslation } from "react-i18next";
import { UNKNOWN } from "../../../schema/rules/survey/labels.ts";
import { withoutUnknown } from "../../../schema/rules/survey/demographics.ts";
import { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { useDemographics } from "./respondents-api.ts";
import { useTraitWords } from "../trait-words.ts";
import { usePercent } from "../use-percent.ts";
import style from "./respondents.module.css";

/** Who the pool consists of beside the people of the baseline: bars, in tables that say the same in figures. */
export function PoolDemographics() {
  const { t } = useTranslation("lab");
  const found = useDemographics();
  return (
    <section aria-label={t("respondents.who")} className={style.who}>
      <h2>{t("respondents.who")}</h2>
      {found.isPending && <Loading />}
      {found.isError && <Problem error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <>
          <p className={style.notes}>{t("respondents.whoText", { count: found.data.pool.backstories })}</p>
          <p className={style.notes}>{t("respondents.limits")}</p>
          <div className={style.charts}>
            {STANDARD_TRAITS.map(({ id, values }) => (
              <TraitChart
                key={id}
                traitId={id}
                values={values.map((value) => value.id)}
                shares={found.data.pool.traits[id] ?? { [UNKNOWN]: 1 }}
                people={found.data.population[id] ?? null}
              />
            ))}
          </div>
        </>
      )}
    </section>
  );
}

type TraitChartProps = {
  traitId: string;
  values: readonly string[];
  shares: Record<string, number>;
  people: Record<string, number> | null;
};

function TraitChart({ traitId, values, shares, people }: TraitChartProps) {
  const { t } = useTranslation("lab");
  const { nameOf, valueOf } = useTraitWords();
  const percent = usePercent();
  const pool = withoutUnknown(shares);
  return (
    <table className={style.chart}>
      <caption>
        {nameOf(traitId)}
        <span className={style.notes}>
          {t("respondents.unstatedShare", { percent: percent(shares[UNKNOWN] ?? 0) })}
          {people === null && ` ${t("respondents.noPeople")}`}
        </span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("respondents.value")}</th>
          <th scope="col">{t("respondents.pool")}</th>
          {people && <th scope="col">{t("respondents.people")}</th>}
        </tr>
      </thead>
      <tbody>
        {values.map((value) => (
          <tr key={value}>
            <th scope="row">{valueOf(traitId, value)}</th>
            <BarCell share={pool?.[value] ?? 0} of="pool" />
            {people && <BarCell share={people[value] ?? 0} of="people" />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function BarCell({ share, of }: { share: number; of: "pool" | "people" }) {
  const percent = usePercent();
  return (
    <td>
      <span className={style.bar} data-of={of} style={{ inlineSize: `${share * 100}%` }} aria-hidden="true" />
      {percent(share)}
    </td>
  );
}
