import { useTranslation } from "react-i18next";
import { Button } from "../../parts/button.tsx";
import type { UsageRange } from "../money-api.ts";
import { lastDays, toDay } from "./last-days.ts";
import style from "./usage.module.css";

const OFFERED_DAYS = [7, 30, 90];

type DateRangeProps = {
  /** ms since epoch */
  now: number;
  range: UsageRange;
  onRange: (range: UsageRange) => void;
};

export function DateRange({ now, range, onRange }: DateRangeProps) {
  const { t } = useTranslation();
  const set = (change: Partial<UsageRange>) => {
    const next = { ...range, ...change };
    if (next.from !== "" && next.to !== "" && next.from <= next.to) onRange(next);
  };
  return (
    <div className={style.range} role="group" aria-label={t("usage.range")}>
      {OFFERED_DAYS.map((days) => {
        const offered = lastDays(days, now);
        return (
          <Button
            key={days}
            aria-pressed={offered.from === range.from && offered.to === range.to}
            onClick={() => onRange(offered)}
          >
            {t("usage.lastDays", { count: days })}
          </Button>
        );
      })}
      <label>
        {t("usage.from")}
        <input type="date" value={range.from} max={range.to} onChange={(event) => set({ from: event.target.value })} />
      </label>
      <label>
        {t("usage.to")}
        <input
          type="date"
          value={range.to}
          min={range.from}
          max={toDay(now)}
          onChange={(event) => set({ to: event.target.value })}
        />
      </label>
    </div>
  );
}
