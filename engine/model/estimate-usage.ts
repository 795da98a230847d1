/** Token counts when a provider sent none: an aborted, broken or lost stream. */
import type { ChatRequest, CompletionRequest, Usage } from "./language-model.ts";

/** English averages about four characters a token over the common tokenizers; other scripts need more tokens. */
const CHARACTERS_PER_TOKEN = 4;
/** Role markers and separators that a chat template adds to each message. */
const TOKENS_PER_MESSAGE = 4;

export const estimateTokens = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

export function estimatePromptTokens(request: ChatRequest | CompletionRequest): number {
  if ("prompt" in request) return estimateTokens(request.prompt);
  return request.messages.reduce((sum, message) => sum + TOKENS_PER_MESSAGE + estimateTokens(message.content), 0);
}

/** Usage of a call that ended early after `output` was received; `known` counts from the provider win over the estimate. */
export function estimateUsage(
  request: ChatRequest | CompletionRequest,
  output: string,
  known: Partial<Usage> = {},
): Usage {
  return {
    input: estimatePromptTokens(request),
    output: estimateTokens(output),
    reasoning: 0,
    cached: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    raw: null,
    ...known,
    exact: false,
  };
}
