/**
 * OpenAI's own API. It offers no untemplated completion for current models.
 *
 * It caches prompts automatically. From GPT-5.6 on it does so only up to marked ends of messages, finds an earlier prefix
 * only where the same mark is set again, and charges for writing: there every end of a user message that will be sent
 * again is marked, and nothing else is written (developers.openai.com/api/docs/guides/prompt-caching, read through mirrors
 * of 2026-08; an assistant message accepts no mark).
 */
import type OpenAI from "openai";
import { toCallContext, type ChatMessage, type ChatRequest, type ModelAdapter } from "../language-model.ts";
import type { OptionalParameter } from "./negotiate-parameters.ts";
import { sendForEvents, streamChat, toChatBody, type OpenAiEndpoint } from "./openai-wire.adapter.ts";
import { prefixName } from "../prompt-cache/cache-names.ts";

/** For matching, OpenAI considers the latest 80 marks of a request, and writes the latest four (docs.rs/async-openai 0.42, which quotes it). */
const MAX_MARKS = 80;
const MAX_WRITES = 4;

export const OPENAI_BASE_URL = "https://api.openai.com/v1";

/** @param takesBreakpoints whether this model's cache is marked */
export const toOpenAiBody = (model: string, request: ChatRequest, takesBreakpoints = false) => ({
  ...toChatBody(model, request, takesBreakpoints ? markMessages(request) : undefined),
  ...(takesBreakpoints && { prompt_cache_options: { mode: "explicit" as const } }),
  max_completion_tokens: request.maxTokens,
  // A spoken turn has no time for reasoning, whose tokens would reduce the answer's; models that always reason refuse this.
  reasoning_effort: "none" as const,
});

export function createOpenAiModel(model: string, endpoint: OpenAiEndpoint, takesBreakpoints = false): ModelAdapter {
  const send = sendForEvents("OpenAI", endpoint);
  const refused = new Set<OptionalParameter>();
  return {
    route: { provider: "openai", model, local: false },
    stream: (request: ChatRequest, scope) =>
      streamChat(
        { send, provider: "OpenAI", request, scope, refused },
        {
          ...toOpenAiBody(model, request, takesBreakpoints),
          prompt_cache_key: prefixName(endpoint.apiKey, toCallContext(scope)),
        },
      ),
  };
}

function markMessages({ messages }: ChatRequest): OpenAI.ChatCompletionMessageParam[] {
  const marked = new Set(listMarks(messages));
  return messages.map(({ role, content }, index) => {
    if (role === "assistant" || !marked.has(index)) return { role, content };
    return { role, content: [{ type: "text", text: content, prompt_cache_breakpoint: { mode: "explicit" } }] };
  });
}

/** The latest marks are looked up, and the last four written: a persona that has not answered before leaves room for the frozen ones. */
function listMarks(messages: readonly ChatMessage[]): number[] {
  const frozen = messages.findLastIndex(({ cache }) => cache === "1h");
  const last = messages.findLastIndex(({ cache }) => cache);
  const all = messages.flatMap(({ role }, index) => (role !== "assistant" && index <= last ? [index] : []));
  if (messages.some(({ role }) => role === "assistant")) return all.slice(-MAX_MARKS);
  const talk = all.filter((index) => index > frozen);
  const ends = all.filter((index) => messages[index]!.cache === "1h");
  return [...ends, ...talk.slice(-Math.max(1, MAX_WRITES - ends.length))];
}
