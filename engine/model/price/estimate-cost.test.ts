import fc from "fast-check";
import { expect, test } from "vitest";
import { estimateCost, guessTurnTokens, type TurnVoice } from "./estimate-cost.ts";
import type { PriceTable } from "./price-table.ts";
import { UnknownPrice } from "./price.ts";

const AT = "2026-11-20T10:00:00Z";
const prices: PriceTable = {
  file: "models.yaml",
  models: [
    {
      provider: "p",
      model: "m",
      prices: [{ from: "2026-01-01", source: "test", bands: [{ input: 1, output: 5, cached: 0.1 }] }],
    },
  ],
};
const voice = (change: Partial<TurnVoice["route"]> = {}, cachedShare = 0): TurnVoice => ({
  route: { provider: "p", model: "m", local: false, ...change },
  tokens: {
    prompt: { low: 500, likely: 1_000, high: 2_000 },
    output: { low: 10, likely: 100, high: 400 },
    cachedShare,
  },
});

test("L8 an estimate prices the given number of turns, each with its other calls", () => {
  expect(estimateCost(prices, AT, 1, [voice()], null)).toEqual({
    lowNano: 500_000 + 50_000,
    likelyNano: 1_000_000 + 500_000,
    highNano: 2_000_000 + 2_000_000,
  });
  const beside = { ...voice(), tokens: { ...voice().tokens, output: { low: 0, likely: 0, high: 0 } } };
  expect(estimateCost(prices, AT, 20, [voice()], beside).likelyNano).toBe(20 * 2_500_000);
});

test("L8 voices that cost nothing share the turns with those that do; nobody costs nothing", () => {
  expect(estimateCost(prices, AT, 10, [voice(), voice({ local: true })], null).likelyNano).toBe(10 * 750_000);
  expect(estimateCost(prices, AT, 10, [], null)).toEqual({ lowNano: 0, likelyNano: 0, highNano: 0 });
});

test("L8 cached prompt tokens are counted, but not in the high estimate", () => {
  const estimate = estimateCost(prices, AT, 1, [voice({}, 0.9)], null);
  expect(estimate.likelyNano).toBe(100_000 + 90_000 + 500_000);
  expect(estimate.highNano).toBe(4_000_000);
});

test("L6 a voice whose price is not known has no estimate: it would not be called", () => {
  expect(() => estimateCost(prices, AT, 1, [voice({ model: "new" })], null)).toThrow(UnknownPrice);
});

test("L8 low ≤ likely ≤ high, for any prompt and any length that a voice may speak", () => {
  fc.assert(
    fc.property(
      fc.nat(20_000),
      fc.integer({ min: 1, max: 4_000 }),
      fc.integer({ min: 1, max: 1_000 }),
      (prompt, max, turns) => {
        const { lowNano, likelyNano, highNano } = estimateCost(
          prices,
          AT,
          turns,
          [{ ...voice(), tokens: guessTurnTokens(prompt, max) }],
          null,
        );
        expect(lowNano).toBeLessThanOrEqual(likelyNano);
        expect(likelyNano).toBeLessThanOrEqual(highNano);
      },
    ),
  );
});
