import fc from "fast-check";
import { expect, test } from "vitest";
import type { UsageRow } from "../../../../schema/messages/usage.ts";
import { cachedShare, countTokens, sumTokens } from "./count-tokens.ts";
import { lastDays, toMoments } from "./last-days.ts";
import { rankGroups } from "./rank-groups.ts";

const row = (change: Partial<UsageRow>) => ({ calls: 1, exact: true, costNano: 1, ...change }) as UsageRow;
const options = {
  most: 3,
  keyOf: ({ personaId }: UsageRow) => personaId ?? "",
  labelOf: ({ name }: UsageRow) => name ?? "?",
  restLabel: (count: number) => `${count} more`,
};

test("L8 every token is of one kind, and reasoning is not counted twice", () => {
  const used = { input: 100, cached: 64, cacheWrite5m: 6, cacheWrite1h: 4, output: 20, reasoning: 5 };
  const counts = countTokens(used);
  expect(counts).toEqual({ fresh: 100, cached: 64, cacheWrite: 10, output: 15, reasoning: 5 });
  expect(sumTokens(counts)).toBe(194);
  expect(cachedShare([used, used])).toBeCloseTo(64 / 174);
  expect(cachedShare([])).toBeNull();
});

test("L8 the last seven days are whole days of UTC and include today", () => {
  const range = lastDays(7, Date.UTC(2026, 2, 3, 23, 59));
  expect(range).toEqual({ from: "2026-02-25", to: "2026-03-03" });
  expect(toMoments(range)).toEqual([Date.UTC(2026, 1, 25), Date.UTC(2026, 2, 4)]);
});

test("L8 a ranking loses no nano-dollar in its rest, and marks estimates", () => {
  const costs = fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { maxLength: 30 });
  fc.assert(
    fc.property(costs, (all) => {
      const rows = all.map((costNano, index) => row({ costNano, personaId: `p${index}`, name: `n${index}` }));
      const ranked = rankGroups(rows, options);
      expect(ranked.reduce((sum, group) => sum + group.costNano, 0)).toBe(all.reduce((sum, cost) => sum + cost, 0));
      expect(ranked.length).toBeLessThanOrEqual(options.most + 1);
      expect(new Set(ranked.map(({ label }) => label)).size).toBe(ranked.length);
    }),
  );
  const rows = [5, 4, 3, 2, 1].map((costNano) => row({ costNano, exact: costNano > 1, name: "Twin" }));
  expect(rankGroups(rows, options).map(({ label, exact }) => [label, exact])).toEqual([
    ["Twin", true],
    ["Twin (2)", true],
    ["Twin (3)", true],
    ["2 more", false],
  ]);
});
