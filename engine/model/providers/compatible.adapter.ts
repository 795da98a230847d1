/**
 * Any server that speaks the OpenAI wire format: vLLM, Ollama, LM Studio, llama.cpp, the embedded
 * model. All accept `max_tokens` (the newer `max_completion_tokens` is unknown to Ollama and older
 * vLLM), `json_schema` response formats, and untemplated `/v1/completions` with stop strings.
 * Only vLLM, llama.cpp and the embedded model return log-probabilities of completions. All
 * reuse prompt prefixes; vLLM separates workspaces while doing so, and lets the calls that people wait for go first.
 */
import type { CallScope, ModelAdapter, Route } from "../language-model.ts";
import type { PolicyName } from "../../../schema/messages/call-policies.ts";
import type { OptionalParameter } from "./negotiate-parameters.ts";
import { sendForEvents, streamChat, streamCompletion, toChatBody, type OpenAiEndpoint } from "./openai-wire.adapter.ts";
import { workspaceSalt } from "../prompt-cache/cache-names.ts";
import { askTemplate } from "../thinking/ask-template.adapter.ts";
import { ANSWERS_AT_ONCE, learnThinking } from "../thinking/thinking-habit.ts";

const PEOPLE_WAIT: ReadonlySet<PolicyName> = new Set(["talk", "decide"]);
/** vLLM starts calls with a lower number first; without one it is 0. Taken where its `scheduling-policy` is `priority`. */
const BACKGROUND = 1;

export type CompatibleRoute = {
  /** "vllm" | "ollama" | "lm-studio" | "llama-cpp" | "embedded" | "compatible" */
  provider: string;
  model: string;
  local: boolean;
  /** The server's name in messages to people. */
  label: string;
};

export function createCompatibleModel(
  { label, provider, model, local }: CompatibleRoute,
  endpoint: OpenAiEndpoint,
): ModelAdapter {
  const route: Route = { provider, model, local, completes: true };
  const send = sendForEvents(label, endpoint);
  // The embedded model separates its thoughts itself.
  const habit = provider === "embedded" ? ANSWERS_AT_ONCE : learnThinking(model, () => askTemplate(model, endpoint));
  const refused = new Set<OptionalParameter>();
  const vllm = (scope: CallScope) => ({
    cache_salt: workspaceSalt(endpoint.apiKey, scope),
    ...(!PEOPLE_WAIT.has(scope.policy) && { priority: BACKGROUND }),
  });
  const shared = (scope: CallScope) => (provider === "vllm" ? vllm(scope) : {});
  return {
    route,
    stream(request, scope) {
      const call = { send, provider: label, scope, refused };
      if ("prompt" in request) return streamCompletion({ ...call, request }, model, shared(scope));
      const { usedOpenings: used_openings, favouredWords: favoured_words, readAhead: read_ahead } = request;
      const embedded = provider === "embedded" ? { used_openings, favoured_words, read_ahead } : {};
      const body = { ...toChatBody(model, request), max_tokens: request.maxTokens, ...embedded, ...shared(scope) };
      return streamChat({ ...call, request, habit }, body);
    },
  };
}
