/** Estimates what talk will cost, before it begins (SPEC L8). */
import { NO_USAGE } from "../usage/add-usage.ts";
import type { Route } from "../language-model.ts";
import { priceCall } from "./price.ts";
import type { PriceTable } from "./price-table.ts";

const LEVELS = ["low", "likely", "high"] as const;
type Spread = Record<(typeof LEVELS)[number], number>;

/** Tokens of one turn of a voice. */
export type TurnTokens = {
  prompt: Spread;
  output: Spread;
  /** Share (0–1) of the prompt that the provider has cached; assumed for all but the high estimate. */
  cachedShare: number;
};
export type TurnVoice = { route: Route; tokens: TurnTokens };

export type CostEstimate = { lowNano: number; likelyNano: number; highNano: number };

/**
 * @param speakers voices that take turns, equally often
 * @param beside what each turn needs besides being spoken: decisions, memories
 * @throws UnknownPrice for a paid route that `prices` does not list at `at`
 */
export function estimateCost(
  prices: PriceTable,
  at: string,
  turns: number,
  speakers: readonly TurnVoice[],
  beside: TurnVoice | null,
): CostEstimate {
  const [lowNano, likelyNano, highNano] = LEVELS.map((level) => {
    const spoken =
      speakers.reduce((sum, voice) => sum + priceTurn(prices, at, voice, level), 0) / (speakers.length || 1);
    return Math.round(turns * (spoken + (beside ? priceTurn(prices, at, beside, level) : 0)));
  });
  return { lowNano: lowNano!, likelyNano: likelyNano!, highNano: highNano! };
}

function priceTurn(prices: PriceTable, at: string, { route, tokens }: TurnVoice, level: keyof Spread): number {
  const prompt = Math.round(tokens.prompt[level]);
  const cached = level === "high" ? 0 : Math.round(prompt * tokens.cachedShare);
  const usage = { ...NO_USAGE, input: prompt - cached, cached, output: Math.round(tokens.output[level]), exact: false };
  return priceCall(prices, route, usage, at).totalNano;
}

/** Number of turns in a prompt, and the usual range of tokens per turn. */
const WINDOW_TURNS = 10;
const LINE_TOKENS: Spread = { low: 25, likely: 80, high: 200 };
/** Tokens of recalled memories. */
const MEMORY_TOKENS: Spread = { low: 0, likely: 300, high: 600 };

/** Guesses for a voice that has not spoken yet. @param promptTokens of a prompt before anything was said */
export function guessTurnTokens(promptTokens: number, maxTokens: number): TurnTokens {
  const spread = (of: (level: keyof Spread) => number): Spread => ({
    low: of("low"),
    likely: of("likely"),
    high: of("high"),
  });
  const talk = { low: 1, likely: WINDOW_TURNS / 2, high: WINDOW_TURNS };
  return {
    prompt: spread((level) => promptTokens + MEMORY_TOKENS[level] + talk[level] * LINE_TOKENS[level]),
    output: { ...spread((level) => Math.min(maxTokens, LINE_TOKENS[level])), high: maxTokens },
    cachedShare: 0,
  };
}
