import type { Clock } from "./clock.ts";

/** A timer that is set for longer than this fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(at, run) {
    const timer = setTimeout(run, Math.min(LONGEST_TIMER_MS, Math.max(0, at - Date.now())));
    return () => clearTimeout(timer);
  },
};
