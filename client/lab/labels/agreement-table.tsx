import { useTranslation } from "react-i18next";
import type { LabelAgreement } from "../../../schema/messages/labelling.ts";
import { useTraitWords } from "../trait-words.ts";
import { usePercent } from "../use-percent.ts";
import style from "./labels.module.css";

/** How far estimates agree with what the same texts state: bars, in a table that says the same in figures. */
export function AgreementTable({ items }: { items: readonly LabelAgreement[] }) {
  const { t, i18n } = useTranslation("lab");
  const { nameOf } = useTraitWords();
  const percent = usePercent();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  return (
    <table className={style.table}>
      <caption>
        {t("labels.agreement")}
        <span className={style.notes}>{t("labels.agreementText")}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("labels.trait")}</th>
          <th scope="col">{t("labels.agree")}</th>
          <th scope="col">{t("labels.kappa")}</th>
          <th scope="col">{t("labels.brier")}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={`${item.traitId} ${item.source} ${item.model} ${item.statedBy}`}>
            <th scope="row">
              {nameOf(item.traitId)}
              <span className={style.notes}>
                {t(`labels.ways.${item.source}`)}: {item.model}; {t("labels.against")}{" "}
                {item.statedBy === "" ? t("labels.byAuthor") : item.statedBy}
              </span>
            </th>
            <td>
              <span className={style.bar} style={{ inlineSize: `${item.agreement * 100}%` }} aria-hidden="true" />
              {t("labels.agreeOf", { percent: percent(item.agreement), count: item.count })}
              <span className={style.notes}>
                {item.calibration
                  .map(({ confidence, right, count }) =>
                    t("labels.calibration", { sure: percent(confidence), right: percent(right), count }),
                  )
                  .join("; ")}
              </span>
            </td>
            <td>{item.kappa === null ? "–" : number.format(item.kappa)}</td>
            <td>{number.format(item.brier)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
