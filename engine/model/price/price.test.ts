import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { NO_USAGE } from "../usage/add-usage.ts";
import * as normalise from "../usage/normalise-usage.ts";
import { priceCall, UnknownPrice } from "./price.ts";
import { ModelsFile, type PriceBand, type PriceTable } from "./price-table.ts";

const normaliseAnthropicUsage = (raw: object) => normalise.normaliseAnthropicUsage(raw) ?? NO_USAGE;
const normaliseOpenAiUsage = (raw: object) => normalise.normaliseOpenAiUsage(raw) ?? NO_USAGE;
const route = { provider: "p", model: "m", local: false };
const NOVEMBER = "2026-11-20T00:00:00Z";

const tableOf = (bands: PriceBand[], batch?: number): PriceTable => ({
  file: "models.yaml",
  models: [
    {
      provider: "p",
      model: "m",
      prices: [{ from: "2026-01-01", source: "test", bands, ...(batch === undefined ? {} : { batch }) }],
    },
  ],
});
const shipped: PriceTable = { ...ModelsFile.parse(parse(readFileSync("models.yaml", "utf8"))), file: "models.yaml" };

test("L6 a 5-minute cache write is billed once, beside fresh input", () => {
  const usage = normaliseAnthropicUsage({ input_tokens: 3, cache_creation_input_tokens: 12_304, output_tokens: 550 });
  const table = tableOf([{ input: 3, output: 15, cached: 0.3, cacheWrite5m: 3.75, cacheWrite1h: 6 }]);
  expect(priceCall(table, route, usage, NOVEMBER).totalNano).toBe(54_399_000);
});

test("L6 a large cache write costs 0.06376125 dollars above one dollar, to the nano-dollar", () => {
  const usage = normaliseAnthropicUsage({
    input_tokens: 6,
    cache_creation_input_tokens: 159_217,
    output_tokens: 2_745,
  });
  const table = tableOf([{ input: 5, output: 25, cached: 0.5, cacheWrite5m: 6.25, cacheWrite1h: 10 }]);
  expect(priceCall(table, route, usage, NOVEMBER).totalNano).toBe(1_063_761_250);
});

test("L6 cached tokens that OpenAI counts into its prompt are billed once, at the cached rate", () => {
  const usage = normaliseOpenAiUsage({
    prompt_tokens: 51_232 + 1_188_096,
    prompt_tokens_details: { cached_tokens: 1_188_096 },
    completion_tokens: 12_909,
  });
  const table = tableOf([{ input: 1.25, output: 10, cached: 0.125 }]);
  expect(priceCall(table, route, usage, NOVEMBER).totalNano).toBe(341_642_000);
});

test("L6 both providers' prompt tokens add up to those sent, none counted twice", () => {
  const sum = (usage: ReturnType<typeof normaliseOpenAiUsage>) =>
    usage.input + usage.cached + usage.cacheWrite5m + usage.cacheWrite1h;
  expect(
    sum(
      normaliseAnthropicUsage({
        input_tokens: 5,
        cache_read_input_tokens: 128_955,
        cache_creation_input_tokens: 1_253,
      }),
    ),
  ).toBe(130_213);
  expect(sum(normaliseOpenAiUsage({ prompt_tokens: 17_903, prompt_tokens_details: { cached_tokens: 17_817 } }))).toBe(
    17_903,
  );
});

test("L6 a cache rate that is not listed falls back to the input rate, never to nothing", () => {
  const usage = normaliseAnthropicUsage({
    input_tokens: 10,
    cache_read_input_tokens: 20,
    cache_creation_input_tokens: 30,
    cache_creation: { ephemeral_1h_input_tokens: 10 },
  });
  expect(priceCall(tableOf([{ input: 1, output: 1 }]), route, usage, NOVEMBER).breakdown).toEqual({
    input: 10_000,
    output: 0,
    cached: 20_000,
    cacheWrite5m: 20_000,
    cacheWrite1h: 10_000,
  });
});

test("L6 batch and a one-hour cache write multiply: half of twice the input rate", () => {
  const usage = normaliseAnthropicUsage({
    cache_creation_input_tokens: 1_000,
    cache_creation: { ephemeral_1h_input_tokens: 1_000 },
  });
  const table = tableOf([{ input: 3, output: 15, cacheWrite5m: 3.75, cacheWrite1h: 6 }], 0.5);
  expect(priceCall(table, route, usage, NOVEMBER, { batch: true }).totalNano).toBe(3_000_000);
  expect(priceCall(table, route, usage, NOVEMBER).totalNano).toBe(6_000_000);
});

test("L6 Haiku 5.5 changes its price between 100,000 and 100,001 prompt tokens, on every token", () => {
  const haiku = { provider: "anthropic", model: "claude-haiku-5-5", local: false };
  const usage = (fresh: number) =>
    normaliseAnthropicUsage({ input_tokens: fresh, cache_read_input_tokens: 40_000, output_tokens: 1_000 });
  expect(priceCall(shipped, haiku, usage(60_000), NOVEMBER).totalNano).toBe(60_000 * 100 + 40_000 * 10 + 1_000 * 500);
  expect(priceCall(shipped, haiku, usage(60_001), NOVEMBER).totalNano).toBe(60_001 * 500 + 40_000 * 50 + 1_000 * 2_500);
});

test("L6 a price holds from its own day: cache reads halve on 2026-10-07", () => {
  const row = (from: string, cached: number) => ({ from, source: "test", bands: [{ input: 2, output: 10, cached }] });
  const table: PriceTable = {
    file: "f",
    models: [{ provider: "p", model: "m", prices: [row("2026-10-07", 0.1), row("2026-06-01", 0.2)] }],
  };
  const usage = normaliseAnthropicUsage({ cache_read_input_tokens: 1_000 });
  expect(priceCall(table, route, usage, "2026-10-06T23:59:59Z").totalNano).toBe(200_000);
  expect(priceCall(table, route, usage, "2026-10-07T00:00:00Z").totalNano).toBe(100_000);
  expect(() => priceCall(table, route, usage, "2026-05-31T00:00:00Z")).toThrow(UnknownPrice);
});

test("L6 batch halves every part of a cached call: reads, both writes, input and output, in the right band", () => {
  const counts = { input_tokens: 60_000, cache_read_input_tokens: 40_000, output_tokens: 1_000 };
  const written = {
    cache_creation_input_tokens: 3_000,
    cache_creation: { ephemeral_1h_input_tokens: 1_000, ephemeral_5m_input_tokens: 2_000 },
  };
  const usage = normaliseAnthropicUsage({ ...counts, ...written });
  const haiku = { provider: "anthropic", model: "claude-haiku-5-5", local: false };
  // 103,000 prompt tokens: the long band, on every token.
  expect(priceCall(shipped, haiku, usage, NOVEMBER, { batch: true }).breakdown).toEqual({
    input: (60_000 * 500) / 2,
    output: (1_000 * 2_500) / 2,
    cached: (40_000 * 50) / 2,
    cacheWrite5m: (2_000 * 625) / 2,
    cacheWrite1h: (1_000 * 1_000) / 2,
  });
  const sonnet = { ...haiku, model: "claude-sonnet-5-5" };
  const reads = normaliseAnthropicUsage({ cache_read_input_tokens: 1_000_000 });
  // 0.05 of the input rate for a read, half of it in a batch: 0.025.
  expect(priceCall(shipped, sonnet, reads, NOVEMBER, { batch: true }).totalNano).toBe(0.025 * 2_000_000_000);
});

test("L6 the price of a day holds for all of it, by the clock of UTC, whatever the caller's", () => {
  const terra = { provider: "openai", model: "gpt-5.6-terra", local: false };
  const usage = normaliseOpenAiUsage({ prompt_tokens: 1_000 });
  const at = (moment: string) => priceCall(shipped, terra, usage, new Date(moment).toISOString()).totalNano;
  expect(at("2026-07-29T23:59:59.999Z")).toBe(2_500_000);
  expect(at("2026-07-30T00:00:00.000Z")).toBe(2_000_000);
  expect(at("2026-07-29T20:00:00.000-04:00")).toBe(2_000_000);
  expect(at("2026-07-30T01:59:59.999+02:00")).toBe(2_500_000);
});

test("L6 prompts at and past 272,000 tokens, cached parts included, are distinguished", () => {
  const terra = { provider: "openai", model: "gpt-6.1-terra", local: false };
  const cost = (prompt: number) =>
    priceCall(
      shipped,
      terra,
      normaliseOpenAiUsage({ prompt_tokens: prompt, prompt_tokens_details: { cached_tokens: 200_000 } }),
      NOVEMBER,
    ).totalNano;
  expect(cost(272_000)).toBe(72_000 * 1_000 + 200_000 * 50);
  expect(cost(272_001)).toBe(72_001 * 2_000 + 200_000 * 100);
});

test("L6 a local route costs nothing, and an unknown paid one names the file to edit", () => {
  const usage = normaliseOpenAiUsage({ prompt_tokens: 10, completion_tokens: 10 });
  expect(priceCall(tableOf([{ input: 1, output: 1 }]), { ...route, local: true }, usage, NOVEMBER).totalNano).toBe(0);
  const unknown = { provider: "openai", model: "gpt-of-tomorrow", local: false };
  expect(() => priceCall(shipped, unknown, usage, NOVEMBER)).toThrow(/openai\/gpt-of-tomorrow.*models\.yaml/);
});

test("L6 a component is rounded half to even, once, and the total is their sum", () => {
  const usage = (input: number) => normaliseOpenAiUsage({ prompt_tokens: input });
  // 0.0005 dollars per million are half a nano-dollar per token.
  const table = tableOf([{ input: 0.0005, output: 1 }]);
  expect([1, 2, 3, 5].map((tokens) => priceCall(table, route, usage(tokens), NOVEMBER).totalNano)).toEqual([
    0, 1, 2, 2,
  ]);
});

test("L6 for any usage and rates the total is the sum of the breakdown, an integer, and within half a nano-dollar a component", () => {
  const tokens = fc.integer({ min: 0, max: 2_000_000 });
  const rate = fc.integer({ min: 0, max: 100_000_000 }).map((micro) => micro / 1e6);
  fc.assert(
    fc.property(
      fc.tuple(tokens, tokens, tokens),
      fc.tuple(rate, rate, rate),
      ([fresh, read, output], [input, cached, out]) => {
        const usage = normaliseAnthropicUsage({
          input_tokens: fresh,
          cache_read_input_tokens: read,
          output_tokens: output,
        });
        const { totalNano, breakdown } = priceCall(tableOf([{ input, cached, output: out }]), route, usage, NOVEMBER);
        expect(Object.values(breakdown).reduce((sum, part) => sum + part)).toBe(totalNano);
        expect(Number.isSafeInteger(totalNano)).toBe(true);
        expect(Math.abs(breakdown.cached - read * cached * 1_000)).toBeLessThanOrEqual(0.5 + read * cached * 1e-9);
      },
    ),
  );
});

test("L6 every price that ships has its source, and every default model has a price today", () => {
  expect(shipped.models.length).toBeGreaterThan(5);
  const { defaults } = ModelsFile.parse(parse(readFileSync("models.yaml", "utf8")));
  for (const [provider, model] of Object.entries(defaults)) {
    expect(() => priceCall(shipped, { provider, model, local: false }, NO_USAGE, NOVEMBER)).not.toThrow();
  }
});
