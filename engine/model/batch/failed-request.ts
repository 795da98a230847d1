import type { BatchOutcome } from "./batch-provider.ts";

const LONGEST_QUOTE_CHARACTERS = 300;

/** One request that a provider did not answer. @param canChange whether it will be sent differently next time */
export function failedRequest(status: number, words: string, canChange: boolean): BatchOutcome {
  const quote = words.slice(0, LONGEST_QUOTE_CHARACTERS).replace(/\.$/, "");
  return {
    type: "failed",
    problem: `The provider did not answer this request (HTTP ${status})${quote ? `: ${quote}` : ""}.`,
    canRetry: canChange || status === 408 || status === 429 || status >= 500,
  };
}
