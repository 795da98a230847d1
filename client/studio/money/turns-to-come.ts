/** How many turns of personas a session may still take: by its pace so far, or before that by a usual one. */
import type { Session } from "../../../schema/messages/session.ts";
import { readGuideClock } from "../../../schema/rules/guide-clock.ts";

const USUAL_PER_MINUTE = 2;
/** Before that, the pace is chance. */
const ENOUGH_MINUTES = 3;
const MINUTE_MS = 60_000;
/** In steps, so that an estimate is not asked for every second. */
const STEP = 10;

/** @param spoken turns of personas so far */
export function turnsToCome({ plan, times, now }: Pick<Session, "plan" | "times" | "now">, spoken: number): number {
  const planned = plan.guide.reduce((sum, { minutes }) => sum + minutes, 0);
  const passed = (readGuideClock(plan.guide, times, Date.parse(now))?.elapsedMs ?? 0) / MINUTE_MS;
  const perMinute = passed < ENOUGH_MINUTES ? USUAL_PER_MINUTE : spoken / passed;
  return Math.ceil((Math.max(0, planned - passed) * perMinute) / STEP) * STEP;
}
