import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSeesAllUsage } from "../../../state/rights.ts";
import { Empty, Loading, Problem } from "../../parts/states.tsx";
import { useUsageGroups } from "../money-api.ts";
import { ByDay } from "./by-day.tsx";
import { DateRange } from "./date-range.tsx";
import { lastDays } from "./last-days.ts";
import { Ranking } from "./ranking.tsx";
import { TokenKinds } from "./token-kinds.tsx";
import { Totals } from "./totals.tsx";
import style from "./usage.module.css";

const FIRST_SHOWN_DAYS = 30;

/** Spending by time, person and purpose: charts first, tables one press away (SPEC L8). */
export function UsagePage() {
  const { t } = useTranslation();
  const seesAll = useSeesAllUsage();
  const [openedAt] = useState(Date.now);
  const [range, setRange] = useState(() => lastDays(FIRST_SHOWN_DAYS, openedAt));
  const byModel = useUsageGroups({ ...range, groupBy: "model" });
  return (
    <div className={style.page}>
      <div className={style.lead}>
        <p>{seesAll ? t("usage.ofAll") : t("usage.ofMine")}</p>
        <DateRange now={openedAt} range={range} onRange={setRange} />
      </div>
      {byModel.isPending && <Loading lines={8} />}
      {byModel.isError && <Problem error={byModel.error} onRetry={() => void byModel.refetch()} />}
      {byModel.data && byModel.data.rows.length === 0 && <Empty title={t("usage.none")}>{t("usage.noneText")}</Empty>}
      {byModel.data && byModel.data.rows.length > 0 && (
        <>
          <Totals {...byModel.data} />
          {byModel.data.totalNano > 0 && (
            <>
              <ByDay range={range} />
              <div className={style.pair}>
                <Ranking range={range} groupBy="persona" />
                <Ranking range={range} groupBy="circle" />
              </div>
            </>
          )}
          <div className={style.pair}>
            {byModel.data.totalNano > 0 && <Ranking range={range} groupBy="model" />}
            <TokenKinds rows={byModel.data.rows} />
          </div>
        </>
      )}
    </div>
  );
}
