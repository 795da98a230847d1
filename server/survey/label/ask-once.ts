/** One call for a label, by one model only and within what it may cost (SPEC S3, L7). */
import {
  ModelError,
  routeName,
  type ModelRequest,
  type RoutedModel,
  type TokenLogProbability,
} from "../../../engine/model/language-model.ts";
import { priceBound } from "../../../engine/model/price/price-bound.ts";
import type { PriceTable } from "../../../engine/model/price/price-table.ts";
import { boundPromptTokens } from "../../../engine/model/usage/estimate-usage.ts";
import type { Scope } from "../../../engine/scope/scope.ts";
import { message, type Message } from "../../../schema/messages/message.ts";

export type AskedModel = {
  model: RoutedModel;
  /** `provider/model`: an answer of another one is none. */
  name: string;
  prices: PriceTable;
  now(): Date;
  /** Of this labelling so far. */
  spentNano: number;
  /** What calls that are being made may cost at most. */
  heldNano: number;
  budgetNano: number | null;
};

/** Its next call might cost more than is left. */
export class BudgetUsedUp extends Error {
  readonly reason: Message;

  constructor(budgetNano: number) {
    super("The budget of the labelling is used up.");
    this.name = "BudgetUsedUp";
    this.reason = message("labelling-budget", { budget: budgetNano });
  }
}

/** Answers that do not come because of the text: another text may have one. */
const OF_THIS_TEXT = new Set<ModelError["code"]>(["bad-request", "filtered", "empty"]);

/**
 * @returns the answer, "" where the model gives none to this text; with the likeliest first tokens, if wanted
 * @throws BudgetUsedUp before the call
 * @throws ModelError
 */
export async function askOnce(
  asked: AskedModel,
  request: ModelRequest,
  scope: Scope,
): Promise<{ text: string; top: TokenLogProbability["top"] }> {
  const tokens = { prompt: boundPromptTokens(request), output: request.maxTokens };
  const bound = priceBound(asked.prices, asked.model.route, tokens, asked.now().toISOString());
  const { budgetNano } = asked;
  if (budgetNano !== null && asked.spentNano + asked.heldNano + bound > budgetNano) throw new BudgetUsedUp(budgetNano);
  asked.heldNano += bound;
  try {
    return await answer(asked, request, scope);
  } catch (error) {
    if (error instanceof ModelError && OF_THIS_TEXT.has(error.code)) return { text: "", top: [] };
    throw error;
  } finally {
    asked.heldNano -= bound;
  }
}

async function answer(asked: AskedModel, request: ModelRequest, scope: Scope) {
  let text = "";
  let top: TokenLogProbability["top"] = [];
  const onCost = (costNano: number) => void (asked.spentNano += costNano);
  for await (const event of asked.model.stream(request, { ...scope, task: "extract-traits", onCost })) {
    if (event.type === "text-delta") {
      text += event.text;
      continue;
    }
    const answered = routeName(event.route ?? asked.model.route);
    if (answered !== asked.name)
      throw new Error(
        `${asked.name}, whose labels these are, is unavailable: ${answered} answered. Nothing was stored.`,
      );
    if ("topLogProbabilities" in request && !event.logProbabilities?.length)
      throw new Error(`${answered} gives no log-probabilities: estimate from sampled answers instead.`);
    top = event.logProbabilities?.[0]?.top ?? [];
  }
  return { text, top };
}
