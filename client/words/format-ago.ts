const SECOND_MS = 1000;
const STEPS = [
  { unit: "minute", ms: 60 * SECOND_MS },
  { unit: "hour", ms: 3600 * SECOND_MS },
  { unit: "day", ms: 24 * 3600 * SECOND_MS },
] as const;
const OLDEST_RELATIVE_MS = 7 * 24 * 3600 * SECOND_MS;

/** "now", "3 minutes ago", "yesterday"; past a week the date. `at` and `now` in ms since epoch. */
export function formatAgo(at: number, now: number, locale: string): string {
  const age = Math.max(0, now - at);
  if (age >= OLDEST_RELATIVE_MS) return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(at);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const step = STEPS.findLast(({ ms }) => age >= ms);
  return step ? relative.format(-Math.floor(age / step.ms), step.unit) : relative.format(0, "second");
}

/** "Nov 22, 2026, 12:00 AM": a moment in the future. */
export const formatWhen = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(at);

/** The exact moment, for hover and export. */
export function formatMoment(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium" }).format(at);
}
