import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseCandidates, measureScales, rankMemories as rankColumns, weighRecency } from "./rank-memories.ts";

const HOUR_MS = 3_600_000;
const NOW = 1_800_000_000_000;

type Item = { relevance: number; importance: number; lastAccessedAt: number };
const rankMemories = (items: Item[], now: number, limit: number) =>
  rankColumns(
    {
      meaning: items.map(() => NaN),
      words: items.map(({ relevance }) => relevance),
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

/** As `Math.random`, from a seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const MEMORIES = 10_000;
const DAY_HOURS = 24;

/** Every part independent of the others, which is the hardest case: the best are in no list's first few. */
const STORES: Record<
  string,
  (random: () => number) => [meaning: number, words: number, importance: number, hours: number]
> = {
  "with evenly spread parts": (random) => [random(), random(), random(), -Math.log(1 - random()) * 200],
  "of a long talk": (random) => [
    0.15 + 0.4 * (random() + random() + random() - 1.5),
    random() < 0.05 ? random() * 8 : 0,
    Math.min(1, 0.1 + 0.2 * random() + (random() < 0.3 ? 0.3 : 0) + (random() < 0.1 ? 0.4 : 0)),
    random() < 0.02 ? random() * 5 : random() * 90 * DAY_HOURS,
  ],
  "without vectors": (random) => [NaN, random() < 0.1 ? random() * 8 : 0, random(), random() * 30 * DAY_HOURS],
  "with a vector for half of them": (random) => [
    random() < 0.5 ? NaN : random() * 0.5,
    random() < 0.1 ? random() * 8 : 0,
    random(),
    random() * 30 * DAY_HOURS,
  ],
  "of equal importance, nearly": (random) => [random() * 0.5, 0, 0.3 + 0.1 * random(), random() * 30 * DAY_HOURS],
  "not recalled for weeks": (random) => [random() * 0.5, 0, random(), (20 + random() * 300) * DAY_HOURS],
};

test.each(Object.keys(STORES))(
  "M4 in random stores of 10,000 %s, the best five of the candidates are those of all memories in 99 of 100",
  (name) => {
    const random = createRandom(11);
    let equal = 0;
    for (let store = 0; store < 100; store++) {
      const columns = {
        meaning: new Float64Array(MEMORIES),
        words: new Float64Array(MEMORIES),
        importance: new Float64Array(MEMORIES),
        lastAccessedAt: new Float64Array(MEMORIES),
      };
      for (let index = 0; index < MEMORIES; index++) {
        const [meaning, words, importance, hours] = STORES[name]!(random);
        columns.meaning[index] = meaning;
        columns.words[index] = words;
        columns.importance[index] = importance;
        columns.lastAccessedAt[index] = NOW - hours * HOUR_MS;
      }
      const all = Uint32Array.from({ length: MEMORIES }, (_, index) => index);
      const candidates = chooseCandidates(columns, all, NOW);
      expect(candidates.length).toBeLessThanOrEqual(1000);
      const exhaustive = rankColumns(columns, all, NOW, 5, measureScales(columns, candidates, NOW));
      equal += Number(rankColumns(columns, candidates, NOW, 5).join() === exhaustive.join());
    }
    expect(equal).toBeGreaterThanOrEqual(99);
  },
);
