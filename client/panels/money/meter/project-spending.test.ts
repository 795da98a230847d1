import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { projectSpending } from "./project-spending.ts";

const START_MS = Date.UTC(2026, 10, 20, 12);
const turnAt = (second: number, costNano: number) => ({
  startedAt: new Date(START_MS + second * 1000).toISOString(),
  costNano,
});

describe("projectSpending", () => {
  test("L8 two cents a minute are 1.20 dollars an hour, and 24 cents last twelve minutes", () => {
    const turns = [0, 30, 60, 90].map((second) => turnAt(second, 10_000_000));
    expect(projectSpending(turns, 240_000_000)).toEqual({ perHourNano: 1_200_000_000, minutesLeft: 12 });
    expect(projectSpending(turns, null)).toEqual({ perHourNano: 1_200_000_000, minutesLeft: null });
    expect(projectSpending(turns, -5)?.minutesLeft).toBe(0);
  });

  test("L8 two turns, free turns and turns at one moment give no pace", () => {
    expect(projectSpending([turnAt(0, 5), turnAt(9, 5)], 100)).toBeNull();
    expect(projectSpending([turnAt(0, 5), turnAt(9, 0), turnAt(20, 0)], 100)).toBeNull();
    expect(projectSpending([turnAt(0, 5), turnAt(0, 5), turnAt(0, 5)], 100)).toBeNull();
    expect(projectSpending([], 100)).toBeNull();
  });

  test("L8 turns more than ten minutes before the last do not count", () => {
    const recent = [0, 30, 60].map((second) => turnAt(second, 1_000));
    expect(projectSpending([turnAt(-3600, 1_000_000), ...recent], 5_000)).toEqual(projectSpending(recent, 5_000));
  });

  test("L8 turns in any order give the same pace, and twice the money lasts twice as long", () => {
    const spoken = fc.array(fc.record({ second: fc.integer({ min: 0, max: 599 }), cost: fc.integer({ min: 1 }) }));
    fc.assert(
      fc.property(spoken, fc.integer({ min: 1, max: 10 ** 12 }), (said, leftNano) => {
        const turns = said.map(({ second, cost }) => turnAt(second, cost));
        const projection = projectSpending(turns, leftNano);
        const back = projectSpending(turns.toReversed(), 2 * leftNano);
        expect(back?.minutesLeft ?? 0).toBeCloseTo(2 * (projection?.minutesLeft ?? 0));
      }),
    );
  });
});
