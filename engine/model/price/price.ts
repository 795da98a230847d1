/**
 * What a call costs, in integer nano-dollars (SPEC L6). A rate is dollars per million tokens, kept
 * as an exact decimal; every component is rounded half to even once, and the total is their sum.
 */
import { inEnglish, message, type Message } from "../../../schema/messages/message.ts";
import type { PriceBand, PriceRow, PriceTable } from "./price-table.ts";
import { routeName, type Route, type Usage } from "../language-model.ts";

export type Cost = { totalNano: number; breakdown: CostBreakdown };
export type CostBreakdown = {
  input: number;
  output: number;
  cached: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
  /** The cost of keeping a prompt prefix at a provider. */
  cacheStorage?: number;
};

/** A paid model without a price: the call must not be made. The message names the file to edit. */
export class UnknownPrice extends Error {
  readonly reason: Message;

  constructor(route: Route, file: string) {
    const reason = message("model-unpriced", { route: routeName(route), file });
    super(inEnglish(reason));
    this.name = "UnknownPrice";
    this.reason = reason;
  }
}

export const NOTHING: CostBreakdown = { input: 0, output: 0, cached: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
/** Decimal places of rates and of the batch factor. */
const RATE_PLACES = 9;
/** Dollars per million tokens are thousands of nano-dollars per token. */
const NANO_PER_TOKEN = 1_000n;

const promptTokens = (usage: Usage): number => usage.input + usage.cached + usage.cacheWrite5m + usage.cacheWrite1h;

/**
 * @param at time of the call: ISO date or date-time, UTC
 * @throws UnknownPrice for a paid route that the table does not list at that date
 */
export function priceCall(
  table: PriceTable,
  route: Route,
  usage: Usage,
  at: string,
  options: { batch?: boolean } = {},
): Cost {
  if (route.local) return { totalNano: 0, breakdown: NOTHING };
  const row = findPrice(table, route, at);
  const band = findBand(row.bands, promptTokens(usage));
  const factor = options.batch ? toScaled(row.batch ?? 1) : toScaled(1);
  const component = (tokens: number, rate: number) =>
    tokens === 0
      ? 0
      : roundHalfEven(BigInt(tokens) * toScaled(rate) * factor * NANO_PER_TOKEN, 10n ** BigInt(2 * RATE_PLACES));
  // A cache rate that is not listed falls back to the input rate, never to zero.
  const breakdown = {
    input: component(usage.input, band.input),
    output: component(usage.output, band.output),
    cached: component(usage.cached, band.cached ?? band.input),
    cacheWrite5m: component(usage.cacheWrite5m, band.cacheWrite5m ?? band.input),
    cacheWrite1h: component(usage.cacheWrite1h, band.cacheWrite1h ?? band.cacheWrite5m ?? band.input),
  };
  return { totalNano: Object.values(breakdown).reduce((sum, part) => sum + part, 0), breakdown };
}

/** @throws UnknownPrice when no row has begun at `at` */
export function findPrice(table: PriceTable, route: Route, at: string): PriceRow {
  const rows =
    table.models.find((model) => model.provider === route.provider && model.model === route.model)?.prices ?? [];
  const row = rowInForce(rows, at);
  if (!row) throw new UnknownPrice(route, table.file);
  return row;
}

export const rowInForce = (rows: PriceRow[], at: string): PriceRow | undefined =>
  rows.filter((row) => row.from <= at.slice(0, 10)).sort((a, b) => b.from.localeCompare(a.from))[0];

/** Bands are in order of prompt length; the last has no limit. */
export const findBand = (bands: PriceBand[], prompt: number): PriceBand =>
  bands.find((band) => band.upToPromptTokens === undefined || prompt <= band.upToPromptTokens) ?? bands.at(-1)!;

/** A decimal as an integer of 10⁻⁹; exact for every rate the table accepts. */
export const toScaled = (decimal: number): bigint => BigInt(Math.round(decimal * 10 ** RATE_PLACES));

export function roundHalfEven(numerator: bigint, denominator: bigint): number {
  const whole = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && whole % 2n === 1n);
  return Number(up ? whole + 1n : whole);
}
