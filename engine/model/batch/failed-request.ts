import { quoteProvider } from "../providers/quote-provider.ts";
import type { BatchOutcome } from "./batch-provider.ts";

/** One request that a provider did not answer. @param canChange whether it will be sent differently next time */
export function failedRequest(status: number, words: string, canChange: boolean): BatchOutcome {
  const quote = quoteProvider(words);
  return {
    type: "failed",
    problem: `The provider did not answer this request (HTTP ${status})${quote ? `: ${quote}` : ""}.`,
    canRetry: canChange || status === 408 || status === 429 || status >= 500,
  };
}
