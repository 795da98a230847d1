import { useTranslation } from "react-i18next";
import type { UsageAnswer } from "../../../../schema/messages/usage.ts";
import { formatMoney } from "../../../../schema/rules/format-money.ts";
import { Money } from "../money.tsx";
import { cachedShare, countTokens, sumTokens } from "./count-tokens.ts";
import style from "./usage.module.css";

/** Totals of the whole range. */
export function Totals({ totalNano, unheardNano, rows }: Omit<UsageAnswer, "next">) {
  const { t, i18n } = useTranslation();
  const compact = new Intl.NumberFormat(i18n.language, { notation: "compact" });
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" });
  const share = cachedShare(rows);
  return (
    <>
      <dl className={style.totals}>
        <div>
          <dt>{t("usage.cost")}</dt>
          <dd>
            <Money nano={totalNano} />
          </dd>
        </div>
        <div>
          <dt>{t("usage.calls")}</dt>
          <dd>{compact.format(rows.reduce((sum, { calls }) => sum + calls, 0))}</dd>
        </div>
        <div>
          <dt>{t("usage.tokens")}</dt>
          <dd>{compact.format(rows.reduce((sum, row) => sum + sumTokens(countTokens(row)), 0))}</dd>
        </div>
        {share !== null && (
          <div>
            <dt>{t("usage.cachedShare")}</dt>
            <dd>{percent.format(share)}</dd>
          </div>
        )}
        <div>
          <dt>{t("usage.counted")}</dt>
          <dd data-small>{rows.every(({ exact }) => exact) ? t("usage.allExact") : t("usage.someEstimated")}</dd>
        </div>
      </dl>
      {unheardNano > 0 && (
        <p className={style.summary}>{t("usage.unheard", { money: formatMoney(unheardNano, i18n.language) })}</p>
      )}
    </>
  );
}
