/**
 * A Hugging Face endpoint, which runs Text Generation Inference: the OpenAI wire format with
 * differences. A schema goes into `response_format.value`; errors are plain text in `error`;
 * usage may be missing; completions have no log-probabilities. It is paid by the hour, not by token.
 */
import type { ModelAdapter, Route } from "../language-model.ts";
import type { OptionalParameter } from "./negotiate-parameters.ts";
import { askTemplate } from "../thinking/ask-template.adapter.ts";
import { learnThinking } from "../thinking/thinking-habit.ts";
import { sendForEvents, streamChat, streamCompletion, toChatBody, type OpenAiEndpoint } from "./openai-wire.adapter.ts";

const LABEL = "Hugging Face";

/** @param local whether it is an inference server on this machine or network */
export function createHuggingFaceModel(model: string, endpoint: OpenAiEndpoint, local: boolean): ModelAdapter {
  const send = sendForEvents(LABEL, endpoint);
  const habit = learnThinking(model, () => askTemplate(model, endpoint));
  const refused = new Set<OptionalParameter>();
  const route: Route = { provider: "huggingface", model, local, completes: true };
  return {
    route,
    stream(request, scope) {
      const call = { send, provider: LABEL, scope, refused };
      if ("prompt" in request) {
        const { topLogProbabilities: _, ...plain } = request;
        return streamCompletion({ ...call, request: plain }, model);
      }
      const format = request.responseSchema && {
        response_format: { type: "json_object" as const, value: request.responseSchema.schema },
      };
      const body = { ...toChatBody(model, request), max_tokens: request.maxTokens, ...format };
      return streamChat({ ...call, request, habit }, body);
    },
  };
}
