import { useTranslation } from "react-i18next";
import type { RunEstimate } from "../../../schema/messages/run.ts";
import { Money } from "../../panels/money/money.tsx";
import { formatDuration } from "../../words/format-duration.ts";
import type { EstimatedEffort } from "./sum-estimates.ts";

/** Answers, tokens, time and money of a run, or of several, each between what and what. */
export function EstimateBands({ estimate }: { estimate: EstimatedEffort }) {
  const { t, i18n } = useTranslation("lab");
  const { respondents, answers, tokens, minutes, model, labelling, isFree } = estimate;
  const count = (number: number) => new Intl.NumberFormat(i18n.language, { notation: "compact" }).format(number);
  const time = (number: number) => formatDuration(number, i18n.language);
  return (
    <>
      <p>
        {t("runs.estimateText", { respondents: count(respondents), answers: count(answers) })}
        <br />
        {t("runs.tokenBand", { low: count(tokens.low), likely: count(tokens.likely), high: count(tokens.high) })}
        {minutes && (
          <>
            <br />
            {t("runs.timeBand", {
              low: time(minutes.low),
              likely: time(minutes.likely),
              high: time(minutes.high),
            })}{" "}
            {t(minutes.isMeasured ? "runs.timeMeasured" : "runs.timeGuessed")}
          </>
        )}
      </p>
      {model !== null && (
        <p>
          <span dir="auto">{model}</span>
          {labelling !== null && t("runs.withLabels")}: {isFree ? t("runs.free") : <Price {...estimate} />}
        </p>
      )}
    </>
  );
}

export function Price({ lowNano, likelyNano, highNano }: Pick<RunEstimate, "lowNano" | "likelyNano" | "highNano">) {
  const { t } = useTranslation("lab");
  return (
    <>
      <Money nano={lowNano} /> – <Money nano={highNano} />, {t("runs.likely")} <Money nano={likelyNano} />
    </>
  );
}
