/** How a session keeps to its guide (SPEC C9). All times in ms. */
import type { GuideSection, SessionTimes } from "../messages/session.ts";

const MINUTE_MS = 60_000;

export type GuideClock = {
  elapsedMs: number;
  sectionElapsedMs: number;
  /** Negative once the section has run over. */
  sectionLeftMs: number;
  /** How much later than planned the guide ends if the rest takes as long as planned; negative: earlier. */
  driftMs: number;
};

/** @returns null before it has started */
export function readGuideClock(
  guide: readonly Pick<GuideSection, "minutes">[],
  times: SessionTimes,
  nowMs: number,
): GuideClock | null {
  const { startedAt, sectionStartedAt, endedAt, frozenAt, frozenMs, sectionFrozenMs, section } = times;
  if (startedAt === null || sectionStartedAt === null) return null;
  const until = Date.parse(frozenAt ?? endedAt ?? new Date(nowMs).toISOString());
  const elapsedMs = Math.max(0, until - Date.parse(startedAt) - frozenMs);
  const sectionElapsedMs = Math.max(0, until - Date.parse(sectionStartedAt) - sectionFrozenMs);
  const plannedMs = (guide[section]?.minutes ?? 0) * MINUTE_MS;
  const plannedBeforeMs = guide.slice(0, section).reduce((sum, { minutes }) => sum + minutes * MINUTE_MS, 0);
  const sectionLeftMs = plannedMs - sectionElapsedMs;
  const driftMs = elapsedMs - sectionElapsedMs - plannedBeforeMs + Math.max(0, -sectionLeftMs);
  return { elapsedMs, sectionElapsedMs, sectionLeftMs, driftMs };
}
