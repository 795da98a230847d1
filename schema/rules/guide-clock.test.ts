import fc from "fast-check";
import { expect, test } from "vitest";
import type { SessionTimes } from "../messages/session.ts";
import { readGuideClock } from "./guide-clock.ts";

const GUIDE = [{ minutes: 5 }, { minutes: 10 }];
const at = (minute: number) => new Date(minute * 60_000).toISOString();
const times = (more: Partial<SessionTimes>): SessionTimes => ({
  startedAt: at(0),
  endedAt: null,
  section: 0,
  sectionStartedAt: at(0),
  frozenAt: null,
  frozenMs: 0,
  sectionFrozenMs: 0,
  ...more,
});
const minutes = (clock: ReturnType<typeof readGuideClock>) =>
  clock && Object.values(clock).map((milliseconds) => milliseconds / 60_000);

test("C9 a section shows the time left, and the session how far it drifts from its plan", () => {
  expect(minutes(readGuideClock(GUIDE, times({}), 2 * 60_000))).toEqual([2, 2, 3, 0]);
  expect(minutes(readGuideClock(GUIDE, times({}), 8 * 60_000))).toEqual([8, 8, -3, 3]);
  expect(minutes(readGuideClock(GUIDE, times({ section: 1, sectionStartedAt: at(3) }), 4 * 60_000))).toEqual([
    4, 1, 9, -2,
  ]);
  expect(readGuideClock(GUIDE, times({ startedAt: null }), 0)).toBeNull();
});

test("C9 while it is frozen its clock stands still, and what it stood does not count later", () => {
  const frozen = times({ frozenAt: at(2) });
  expect(readGuideClock(GUIDE, frozen, 3 * 60_000)).toEqual(readGuideClock(GUIDE, frozen, 30 * 60_000));
  const later = times({ frozenMs: 60_000, sectionFrozenMs: 60_000 });
  expect(minutes(readGuideClock(GUIDE, later, 4 * 60_000))).toEqual([3, 3, 2, 0]);
});

test("C9 the drift only grows while a section runs over", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1 }), fc.nat(40), fc.nat(40), (section, earlier, more) => {
      const running = times({ section });
      const first = readGuideClock(GUIDE, running, earlier * 60_000)!;
      const second = readGuideClock(GUIDE, running, (earlier + more) * 60_000)!;
      expect(second.driftMs - first.driftMs).toBeGreaterThanOrEqual(0);
      if (second.sectionLeftMs >= 0) expect(second.driftMs).toBe(first.driftMs);
    }),
  );
});
