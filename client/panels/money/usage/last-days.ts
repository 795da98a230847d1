import type { UsageRange } from "../money-api.ts";

const DAY_MS = 86_400_000;

/** The UTC day of a moment, in the API's format. */
export const toDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The last `count` whole days (UTC), including today. `now` in ms since epoch. */
export const lastDays = (count: number, now: number): UsageRange => ({
  from: toDay(now - (count - 1) * DAY_MS),
  to: toDay(now),
});

/** Start of `from` and end of `to`, in ms since epoch. */
export const toMoments = ({ from, to }: UsageRange): [number, number] => [Date.parse(from), Date.parse(to) + DAY_MS];
