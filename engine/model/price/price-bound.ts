/** The maximum cost of a call, which a budget reserves before it is made (SPEC L7). */
import { NO_USAGE } from "../usage/add-usage.ts";
import type { Route, Usage } from "../language-model.ts";
import { findPrice, priceCall } from "./price.ts";
import type { PriceTable } from "./price-table.ts";

/** A provider may count a prompt token as any of these. */
const PROMPT_CLASSES = ["input", "cached", "cacheWrite5m", "cacheWrite1h"] as const satisfies (keyof Usage)[];
/** Each of five components may be rounded up by half a nano-dollar. */
const ROUNDING_NANO = 3;

/**
 * In nano-dollars; 0 for a free route: every prompt token at the highest rate that a prompt of at most
 * this length can incur, plus the maximum output.
 * @throws UnknownPrice for a paid route without a price at `at`
 */
export function priceBound(
  table: PriceTable,
  route: Route,
  tokens: { prompt: number; output: number },
  at: string,
  options: { batch?: boolean } = {},
): number {
  if (route.local) return 0;
  const { prompt, output } = tokens;
  // A shorter prompt may fall into a more expensive band, in case a provider has such prices.
  const lengths = findPrice(table, route, at).bands.map(({ upToPromptTokens = prompt }) =>
    Math.min(prompt, upToPromptTokens),
  );
  const costs = [...lengths, prompt].flatMap((length) =>
    PROMPT_CLASSES.map(
      (kind) => priceCall(table, route, { ...NO_USAGE, [kind]: length, output }, at, options).totalNano,
    ),
  );
  const most = Math.max(...costs);
  return most === 0 ? 0 : most + ROUNDING_NANO;
}
