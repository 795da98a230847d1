/** Bands of the tokens that a run would take, and of the minutes (SPEC L8). */
import type { Spread } from "../../../schema/messages/labelling.ts";
import type { RunEstimate } from "../../../schema/messages/run.ts";
import { LONGEST_ANSWER_TOKENS, type RunTokens } from "./estimate-run.ts";

/** An answer that is a letter and nothing else, against one with the text of its option. */
const LETTER_SHARE = 1 / 3;
/** Each tenth answer is drawn again. */
const DRAWN_AGAIN = 1.1;

export const bandTokens = ({ answers, promptTokens, outputTokens }: RunTokens): Spread => ({
  low: Math.round(promptTokens + outputTokens * LETTER_SHARE),
  likely: promptTokens + outputTokens,
  high: Math.round((promptTokens + answers * LONGEST_ANSWER_TOKENS) * DRAWN_AGAIN),
});

/** Of one call, where nothing has been measured: a model on this machine, or on a server. */
const CALL_SECONDS = {
  machine: { low: 1, likely: 5, high: 30 },
  server: { low: 0.5, likely: 1.5, high: 6 },
} as const satisfies Record<string, Spread>;
/** Prompts of another run were shorter or longer, and a model is busier at other times. */
const MEASURED = { low: 0.7, likely: 1, high: 2 };

type Effort = {
  calls: Spread;
  /** Calls at a time. */
  places: number;
  serves: keyof typeof CALL_SECONDS;
  /** Answers per second; null: not measured. */
  rate: number | null;
};

export function bandMinutes({ calls, places, serves, rate }: Effort): NonNullable<RunEstimate["minutes"]> {
  const minutes = (edge: keyof Spread): number => {
    const seconds =
      rate === null
        ? (calls[edge] * CALL_SECONDS[serves][edge]) / Math.max(1, places)
        : (calls[edge] / rate) * MEASURED[edge];
    return seconds / 60;
  };
  return { low: minutes("low"), likely: minutes("likely"), high: minutes("high"), isMeasured: rate !== null };
}

export const addSpreads = (one: Spread, other: Spread): Spread => ({
  low: one.low + other.low,
  likely: one.likely + other.likely,
  high: one.high + other.high,
});
