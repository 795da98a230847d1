import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../words/format-duration.ts";
import { Money } from "../money.tsx";
import type { Meter } from "./use-meter.ts";

/** What is left, and for how long: "about 12 minutes at this pace". */
export function Forecast({ meter: { binding, projection } }: { meter: Meter }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      {binding && (
        <span>
          <Money nano={binding.leftNano} /> {t(`meter.leftOf.${binding.budget.scope}.${binding.budget.period}`)}
        </span>
      )}
      {projection && (
        <span>
          {t("meter.pace")} <Money nano={projection.perHourNano} /> {t("meter.anHour")}
        </span>
      )}
      {projection !== null && projection.minutesLeft !== null && (
        <span>{t("meter.lasts", { duration: formatDuration(projection.minutesLeft, i18n.language) })}</span>
      )}
    </>
  );
}
