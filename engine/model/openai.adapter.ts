/** OpenAI's own API. It offers no untemplated completion for current models. */
import type { ChatRequest, LanguageModel } from "./language-model.ts";
import type { OptionalParameter } from "./negotiate-parameters.ts";
import { createOpenAiClient, streamChat, toChatBody, type OpenAiEndpoint } from "./openai-wire.adapter.ts";

export const OPENAI_BASE_URL = "https://api.openai.com/v1";

export const toOpenAiBody = (model: string, request: ChatRequest) => ({
  ...toChatBody(model, request),
  max_completion_tokens: request.maxTokens,
  // A spoken turn has no time to think silently, and its tokens would eat the answer's; models that always think refuse this.
  reasoning_effort: "none" as const,
});

export function createOpenAiModel(model: string, endpoint: OpenAiEndpoint): LanguageModel {
  const client = createOpenAiClient(endpoint);
  const refused = new Set<OptionalParameter>();
  return {
    route: { provider: "openai", model, local: false },
    stream: (request, context) =>
      streamChat({ client, provider: "OpenAI", request, context, refused }, toOpenAiBody(model, request)),
  };
}
