import { message } from "../../../schema/messages/message.ts";
import { quoteProvider } from "../providers/quote-provider.ts";
import type { BatchOutcome } from "./batch-provider.ts";

/** A key, a payment, a permission or a model that is missing: any request would meet it. */
const OF_THE_ACCOUNT = [401, 402, 403, 404];

/** One request that a provider did not answer. @param canChange whether it will be sent differently next time */
export function failedRequest(status: number, words: string, canChange: boolean): BatchOutcome {
  const quote = quoteProvider(words);
  const canRetry = canChange || status === 408 || status === 429 || status >= 500;
  return {
    type: "failed",
    problem: message("batch-item-unanswered", { status, quote: quote && `: ${quote}` }),
    canRetry,
    requestAtFault: !canRetry && !OF_THE_ACCOUNT.includes(status),
  };
}
