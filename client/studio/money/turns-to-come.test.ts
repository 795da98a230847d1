import { expect, test } from "vitest";
import type { Session } from "../../../schema/messages/session.ts";
import { turnsToCome } from "./turns-to-come.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 12, minutes)).toISOString();
const session = (minutesPassed: number | null) =>
  ({
    plan: { guide: [{ minutes: 20 }, { minutes: 10 }] },
    times: {
      startedAt: minutesPassed === null ? null : at(0),
      sectionStartedAt: minutesPassed === null ? null : at(0),
      endedAt: null,
      section: 0,
      frozenAt: null,
      frozenMs: 0,
      sectionFrozenMs: 0,
    },
    now: at(minutesPassed ?? 0),
  }) as unknown as Session;

test("C9 L8 what is still to come goes by the guide, and by the pace once there is one", () => {
  expect(turnsToCome(session(null), 0)).toBe(60);
  expect(turnsToCome(session(1), 0)).toBe(60);
  expect(turnsToCome(session(10), 5)).toBe(10);
  expect(turnsToCome(session(45), 100)).toBe(0);
});
