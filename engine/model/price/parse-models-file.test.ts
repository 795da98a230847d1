import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { NO_USAGE } from "../usage/add-usage.ts";
import { parseModelsFile } from "./parse-models-file.ts";
import { priceCall } from "./price.ts";
import type { PriceBand } from "./price-table.ts";

const shipped = parse(readFileSync("models.yaml", "utf8")) as { embedded: object[] };
const band: PriceBand = { input: 1, output: 2 };
const row = (from: string, bands: unknown[] = [band]) => ({ from, source: "test", bands });
const fileOf = (...models: unknown[]) => ({ defaults: {}, embedded: shipped.embedded, models });
const model = (name: string, ...prices: unknown[]) => ({ provider: "p", model: name, prices });
const faultsOf = (content: unknown): string[] => {
  const parsed = parseModelsFile(content);
  return "faults" in parsed ? parsed.faults : [];
};

test("L6 the shipped file is right", () => expect(faultsOf(shipped)).toEqual([]));

test.each([
  [
    "a day with two prices",
    fileOf(model("m", row("2026-01-01"), row("2026-01-01"))),
    /^at models\.0\.prices\.1\.from: /,
  ],
  ["a model listed twice", fileOf(model("m", row("2026-01-01")), model("m", row("2026-02-01"))), /^at models\.1: p\/m/],
  [
    "a last band with a limit",
    fileOf(model("m", row("2026-01-01", [{ ...band, upToPromptTokens: 1_000 }]))),
    /^at models\.0\.prices\.0\.bands: the last band must be without upToPromptTokens/,
  ],
  [
    "a first band without a limit",
    fileOf(model("m", row("2026-01-01", [band, band]))),
    /^at models\.0\.prices\.0\.bands: only the last band/,
  ],
  ["a rate below zero", fileOf(model("m", row("2026-01-01", [{ ...band, cached: -1 }]))), /bands\.0\.cached: /],
  ["a rate that is no number", fileOf(model("m", row("2026-01-01", [{ ...band, input: Number.NaN }]))), /input: /],
])("L6 %s is refused", (_, content, fault) => {
  expect(faultsOf(content)[0]).toMatch(fault);
});

test("L6 all that is wrong with a file is named at once", () => {
  const wrong = fileOf(
    model("m", row("soon"), row("soon")),
    model("m", row("2026-01-01", [{ ...band, upToPromptTokens: 9 }])),
    model("n", row("2026-01-01", [{ input: "1", output: -2 }])),
  );
  const places = faultsOf(wrong).map((fault) => fault.split(":")[0]);
  expect(places.toSorted()).toEqual([
    "at models.0.prices.0.from",
    "at models.0.prices.1.from",
    "at models.0.prices.1.from",
    "at models.1",
    "at models.1.prices.0.bands",
    "at models.2.prices.0.bands.0.input",
    "at models.2.prices.0.bands.0.output",
  ]);
});

const number = fc.oneof(
  fc.integer({ min: -3, max: 20_000 }),
  fc.double(),
  fc.constantFrom("1", null, undefined, Infinity),
);
const anyFile = fc
  .array(
    fc.record({
      provider: fc.constantFrom("p", "q", 7),
      model: fc.constantFrom("m", "n"),
      prices: fc.array(
        fc.record({
          from: fc.constantFrom("2026-01-01", "2026-02-01", "soon", 7),
          source: fc.constantFrom("s", ""),
          bands: fc.array(fc.record({ input: number, output: number, upToPromptTokens: number }), { maxLength: 3 }),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 4 },
  )
  .map((models) => fileOf(...models));

test("L6 whatever a price file holds, it is read or refused in words", () => {
  fc.assert(
    fc.property(fc.oneof(anyFile, fc.anything(), fc.jsonValue()), (content) => {
      const parsed = parseModelsFile(content);
      if ("faults" in parsed) expect(parsed.faults.every((fault) => fault.startsWith("at "))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

const rate = fc.integer({ min: 1, max: 10_000_000 }).map((milli) => milli / 1_000);
const tokens = fc.integer({ min: 0, max: 10_000_000 });

test("L6 with any file that is read no cost is broken or below zero, and text costs something on a paid route", () => {
  const files = fc
    .uniqueArray(fc.integer({ min: 1, max: 9_000_000 }), { maxLength: 3 })
    .chain((limits) =>
      fc.tuple(
        ...[...limits.toSorted((a, b) => a - b), undefined].map((upToPromptTokens) =>
          fc
            .record({ input: rate, output: rate, cached: fc.option(fc.constantFrom(0, 0.5), { nil: undefined }) })
            .map(({ cached, ...rates }) => ({
              ...rates,
              ...(cached !== undefined && { cached }),
              ...(upToPromptTokens && { upToPromptTokens }),
            })),
        ),
      ),
    )
    .map((bands) => fileOf(model("m", row("2026-01-01", bands))));
  fc.assert(
    fc.property(files, tokens, tokens, fc.integer({ min: 1, max: 100_000 }), (content, input, cached, output) => {
      const parsed = parseModelsFile(content);
      if (!("models" in parsed)) throw new Error(parsed.faults.join());
      const route = { provider: "p", model: "m", local: false };
      const usage = { ...NO_USAGE, input, cached, output };
      const { totalNano, breakdown } = priceCall({ ...parsed.models, file: "" }, route, usage, "2026-11-20");
      for (const part of [totalNano, ...Object.values(breakdown)])
        expect(Number.isSafeInteger(part) && part >= 0).toBe(true);
      expect(totalNano).toBeGreaterThan(0);
    }),
  );
});
