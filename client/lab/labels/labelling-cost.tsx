import { useTranslation } from "react-i18next";
import type { LabellingEstimate } from "../../../schema/messages/labelling.ts";
import { formatMoney } from "../../../schema/rules/format-money.ts";
import style from "./labels.module.css";

/** How many labels have to be made, by which model, and what they cost. */
export function LabellingCost({
  estimate: { model, labels, known, calls, costNano, isSmall },
}: {
  estimate: LabellingEstimate;
}) {
  const { t, i18n } = useTranslation("lab");
  const money = (nano: number) => formatMoney(nano, i18n.language);
  return (
    <div className={style.cost} role="status">
      <p>
        {t("labels.toDo", { count: labels, model })} {known > 0 && t("labels.known", { count: known })}
      </p>
      <p>
        {t("labels.cost", {
          low: money(costNano.low),
          likely: money(costNano.likely),
          high: money(costNano.high),
          fewest: calls.low,
          most: calls.high,
        })}
      </p>
      {isSmall && <p className={style.warning}>{t("labels.small")}</p>}
    </div>
  );
}
