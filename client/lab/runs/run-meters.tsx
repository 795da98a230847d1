import { useTranslation } from "react-i18next";
import type { Run } from "../../../schema/messages/run.ts";
import { Money } from "../../panels/money/money.tsx";
import { formatDuration } from "../../words/format-duration.ts";
import { isUnderWay } from "./runs-api.ts";
import style from "./runs.module.css";

/** What it has cost, how fast it is, how long it will take, and what could not be used. */
export function RunMeters({ run }: { run: Run }) {
  const { t, i18n } = useTranslation("lab");
  const { tokens, costNano, budgetNano, answersPerSecond, progress, verdicts, lostCalls } = run;
  const count = (number: number) =>
    new Intl.NumberFormat(i18n.language, { notation: "compact", maximumFractionDigits: 1 }).format(number);
  const hasPace = isUnderWay(run) && answersPerSecond > 0;
  const left = progress.total === null ? null : progress.total - progress.done;
  return (
    <dl className={style.meters}>
      <div>
        <dt>{t("runs.cost")}</dt>
        <dd>
          <Money nano={costNano} />
          {budgetNano !== null && (
            <>
              {" "}
              {t("runs.of")} <Money nano={budgetNano} />
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>{t("runs.tokens")}</dt>
        <dd>
          {t("runs.tokenCounts", {
            input: count(tokens.input),
            cached: count(tokens.cached),
            output: count(tokens.output),
          })}
        </dd>
      </div>
      {hasPace && (
        <div>
          <dt>{t("runs.rate")}</dt>
          <dd>{t("runs.perMinute", { count: Math.round(answersPerSecond * 60) })}</dd>
        </div>
      )}
      {hasPace && left !== null && (
        <div>
          <dt>{t("runs.timeLeft")}</dt>
          <dd>{formatDuration(left / answersPerSecond / 60, i18n.language)}</dd>
        </div>
      )}
      <div>
        <dt>{t("runs.noData")}</dt>
        <dd>
          {t("runs.noDataCounts", {
            refused: verdicts.refused,
            unclear: verdicts.unclear,
            failed: verdicts.failed,
            resampled: verdicts.resampled,
          })}
        </dd>
      </div>
      {lostCalls > 0 && (
        <div>
          <dt>{t("runs.lost")}</dt>
          <dd>{lostCalls}</dd>
        </div>
      )}
    </dl>
  );
}
