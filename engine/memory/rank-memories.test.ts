import fc from "fast-check";
import { expect, test } from "vitest";
import { rankMemories as rankColumns, weighRecency } from "./rank-memories.ts";

const HOUR_MS = 3_600_000;
const NOW = 1_800_000_000_000;

type Item = { relevance: number; importance: number; lastAccessedAt: number };
const rankMemories = (items: Item[], now: number, limit: number) =>
  rankColumns(
    {
      relevance: items.map(({ relevance }) => relevance),
      importance: items.map(({ importance }) => importance),
      lastAccessedAt: items.map(({ lastAccessedAt }) => lastAccessedAt),
    },
    [...items.keys()],
    now,
    limit,
  );
const item = (relevance: number, importance: number, hoursAgo: number) => ({
  relevance,
  importance,
  lastAccessedAt: NOW - hoursAgo * HOUR_MS,
});

test("M4 recency falls with hours since last access", () => {
  expect(weighRecency(NOW, NOW)).toBe(1);
  expect(weighRecency(NOW - HOUR_MS, NOW)).toBeCloseTo(0.995);
  expect(weighRecency(NOW - 2 * HOUR_MS, NOW)).toBeLessThan(weighRecency(NOW - HOUR_MS, NOW));
});
test("M4 a clock that ran backwards counts as now", () => expect(weighRecency(NOW + HOUR_MS, NOW)).toBe(1));
test("M4 the most recently accessed comes first when all else is equal", () =>
  expect(rankMemories([item(1, 0.5, 300), item(1, 0.5, 1), item(1, 0.5, 30)], NOW, 3)).toEqual([1, 2, 0]));
test("M4 equal scores divide by nothing and keep their order", () =>
  expect(rankMemories([item(2, 0.5, 1), item(2, 0.5, 1), item(2, 0.5, 1)], NOW, 2)).toEqual([0, 1]));
test("M4 one second of difference does not outweigh the subject", () =>
  expect(rankMemories([item(1, 0.3, 1), item(0, 0.3, 0.9997)], NOW, 1)).toEqual([0]));
test("M4 ranks a memory that is better in every component higher, for any memories", () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  const memory = fc.record({
    relevance: fc.double({ min: -1, max: 100, noNaN: true }),
    importance: part,
    lastAccessedAt: fc.integer({ min: 0, max: NOW }),
  });
  fc.assert(
    fc.property(fc.array(memory, { maxLength: 40 }), fc.integer({ min: 0, max: 10 }), (memories, limit) => {
      const best = rankMemories(memories, NOW, limit);
      expect(best.length).toBe(Math.min(limit, memories.length));
      expect(new Set(best).size).toBe(best.length);
      for (const [place, position] of best.entries()) {
        for (const [other, rival] of memories.entries()) {
          const isAbove = best.indexOf(other) >= 0 && best.indexOf(other) < place;
          const chosen = memories[position]!;
          const dominates =
            rival.relevance >= chosen.relevance &&
            rival.importance >= chosen.importance &&
            rival.lastAccessedAt >= chosen.lastAccessedAt &&
            rival.importance > chosen.importance + 0.01;
          if (dominates) expect(isAbove).toBe(true);
        }
      }
    }),
  );
});
