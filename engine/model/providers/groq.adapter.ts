/**
 * Groq: the OpenAI wire format with differences. Usage comes in `x_groq` of the last chunk, and in
 * OpenAI's place only on request; cached tokens are part of the prompt's. Reasoning is configured per
 * model family, and must be hidden or some models write it into the answer. It answers 498 when its
 * flexible tier is full, and offers no untemplated completion.
 */
import type { ChatRequest, ModelAdapter } from "../language-model.ts";
import type { OptionalParameter } from "./negotiate-parameters.ts";
import { sendForEvents, streamChat, toChatBody, type OpenAiEndpoint } from "./openai-wire.adapter.ts";

export const GROQ_BASE_URL = "https://api.groq.com/openai/v1";

export const toGroqBody = (model: string, request: ChatRequest) => ({
  ...toChatBody(model, request),
  max_completion_tokens: request.maxTokens,
  reasoning_effort: model.includes("gpt-oss") ? ("low" as const) : ("none" as const),
  reasoning_format: "hidden",
});

export function createGroqModel(model: string, endpoint: OpenAiEndpoint): ModelAdapter {
  const send = sendForEvents("Groq", endpoint);
  const refused = new Set<OptionalParameter>();
  return {
    route: { provider: "groq", model, local: false },
    stream: (request: ChatRequest, scope) =>
      streamChat({ send, provider: "Groq", request, scope, refused }, toGroqBody(model, request)),
  };
}
