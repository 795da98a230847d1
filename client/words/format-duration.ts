const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
/** From this many on, the larger unit is precise enough. */
const LARGER_FROM = 1.5;

/** "12 minutes", "3 hours", "2 days": one unit, rounded as people estimate. At least one minute. */
export function formatDuration(minutes: number, locale: string): string {
  const [value, unit] =
    minutes >= LARGER_FROM * DAY_MINUTES
      ? [minutes / DAY_MINUTES, "day"]
      : minutes >= LARGER_FROM * HOUR_MINUTES
        ? [minutes / HOUR_MINUTES, "hour"]
        : [Math.max(1, minutes), "minute"];
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "long",
    maximumFractionDigits: 0,
  }).format(value);
}
