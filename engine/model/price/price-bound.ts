/** The most a call can cost, before it is made: what a budget holds back for it (SPEC L7). */
import { NO_USAGE } from "../usage/add-usage.ts";
import type { Route, Usage } from "../language-model.ts";
import { findPrice, priceCall } from "./price.ts";
import type { PriceTable } from "./price-table.ts";

/** Any of these may a provider make of a prompt token. */
const PROMPT_CLASSES = ["input", "cached", "cacheWrite5m", "cacheWrite1h"] as const satisfies (keyof Usage)[];
/** Each of five components may be rounded up by half a nano-dollar. */
const ROUNDING_NANO = 3;

/**
 * In nano-dollars; 0 for a free route: every prompt token at the dearest rate that a prompt up to
 * this length could meet, and all the output there may be.
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
  // A shorter prompt may fall into a dearer band, if a provider is so odd.
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
