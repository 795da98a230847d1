/** What a round of interviews would take, before it begins (SPEC L8, S2). */
import { CRITIC_CHECKS } from "../../../schema/messages/interview.ts";
import { LIFE_QUESTIONS } from "../../../schema/rules/survey/life-questions.ts";
import type { Route } from "../../model/language-model.ts";
import { priceCall } from "../../model/price/price.ts";
import type { PriceTable } from "../../model/price/price-table.ts";
import { NO_USAGE } from "../../model/usage/add-usage.ts";

/** Tokens, as counted in interviews by chat models and in the published ones (2,499 for ten answers). */
const PREFACE = 120;
const QUESTION = 30;
const ANSWER = 220;
const CHECK = 240;
const VERDICT = 6;
/** Draws for one accepted answer: all accepted, as published critics reject, and twice as often. */
const DRAWS = { low: 1, likely: 1.3, high: 2.6 } as const;

export type RoundEstimate = {
  inputTokens: number;
  outputTokens: number;
  lowNano: number;
  likelyNano: number;
  highNano: number;
};
export type RoundRoutes = { interviewee: Route; critic: Route };

/** @throws UnknownPrice for a paid route that `prices` does not list at `at` */
export function estimateRound(
  interviews: number,
  { interviewee, critic }: RoundRoutes,
  prices: PriceTable,
  at: string,
): RoundEstimate {
  let [drawnNano, checkedNano, input, output] = [0, 0, 0, 0];
  const price = (route: Route, inputTokens: number, outputTokens: number): number => {
    input += inputTokens;
    output += outputTokens;
    return priceCall(prices, route, { ...NO_USAGE, input: inputTokens, output: outputTokens }, at).totalNano;
  };
  for (const place of LIFE_QUESTIONS.keys()) {
    const told = place * (QUESTION + ANSWER);
    drawnNano += price(interviewee, PREFACE + told + QUESTION, ANSWER);
    for (const check of CRITIC_CHECKS) {
      const earlier = check === "contradiction" ? told : 0;
      checkedNano += price(critic, CHECK + earlier + QUESTION + ANSWER, VERDICT);
    }
  }
  const nano = (draws: number) => Math.round(interviews * draws * (drawnNano + checkedNano));
  return {
    inputTokens: Math.round(interviews * DRAWS.likely * input),
    outputTokens: Math.round(interviews * DRAWS.likely * output),
    lowNano: nano(DRAWS.low),
    likelyNano: nano(DRAWS.likely),
    highNano: nano(DRAWS.high),
  };
}
