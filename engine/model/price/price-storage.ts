/** The cost of a provider keeping a prompt prefix for a while (SPEC L5, L6). */
import { findBand, findPrice, NOTHING, roundHalfEven, toScaled, type Cost } from "./price.ts";
import type { PriceTable } from "./price-table.ts";
import type { Route } from "../language-model.ts";

const HOUR_MS = 3_600_000;
/** Dollars per million tokens are thousands of nano-dollars per token, kept to nine decimal places. */
const NANO_PER_TOKEN = 1_000n;
const SCALE = 10n ** 9n;

/**
 * @param at start of the period: ISO date or date-time, UTC
 * @throws UnknownPrice for a paid route that the table does not list at that date
 */
export function priceStorage(table: PriceTable, route: Route, tokens: number, heldMs: number, at: string): Cost {
  const rate = findBand(findPrice(table, route, at).bands, tokens).cacheStorageHour ?? 0;
  const cacheStorage = roundHalfEven(
    BigInt(tokens) * BigInt(Math.round(heldMs)) * toScaled(rate) * NANO_PER_TOKEN,
    SCALE * BigInt(HOUR_MS),
  );
  return { totalNano: cacheStorage, breakdown: { ...NOTHING, cacheStorage } };
}
