/** OpenAI's wire format, typed by its SDK: chat, untemplated completion, as OpenAI and compatible servers stream them. */
import type OpenAI from "openai";
import type { WireFormat, WireRequest } from "./wire-server.adapter.ts";

export const OPENAI_USAGE = {
  prompt_tokens: 100,
  completion_tokens: 7,
  total_tokens: 107,
  prompt_tokens_details: { cached_tokens: 64, cache_write_tokens: 10 },
  completion_tokens_details: { reasoning_tokens: 3 },
} satisfies OpenAI.CompletionUsage;

const HEAD = { id: "answer-1", created: 1, model: "test-model" };
const frame = (data: object) => `data: ${JSON.stringify(data)}\n\n`;
const DONE = "data: [DONE]\n\n";

function chatChunk(
  delta: OpenAI.ChatCompletionChunk.Choice.Delta,
  reason: OpenAI.ChatCompletionChunk.Choice["finish_reason"] = null,
): string {
  const chunk: OpenAI.ChatCompletionChunk = {
    ...HEAD,
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta, finish_reason: reason }],
  };
  return frame(chunk);
}

function completionChunk(
  text: string,
  reason: OpenAI.CompletionChoice["finish_reason"] | null,
  logprobs: OpenAI.CompletionChoice.Logprobs | null = null,
): string {
  // The SDK's type omits that `finish_reason` is null until the last chunk.
  const choice = { index: 0, text, finish_reason: reason as OpenAI.CompletionChoice["finish_reason"], logprobs };
  const chunk: OpenAI.Completion = { ...HEAD, object: "text_completion", choices: [choice] };
  return frame(chunk);
}

const isChat = ({ path }: WireRequest) => path.endsWith("/chat/completions");
const usageChunk = frame({ ...HEAD, object: "chat.completion.chunk", choices: [], usage: OPENAI_USAGE });

export const OPENAI_FORMAT: WireFormat = {
  answer(request, text, withUsage) {
    const end = [...(withUsage ? [usageChunk] : []), DONE];
    if (isChat(request)) {
      return [
        chatChunk({ role: "assistant", content: "" }),
        ...text.map((content) => chatChunk({ content })),
        chatChunk({}, "stop"),
        ...end,
      ];
    }
    if (!request.path.endsWith("/completions")) return null;
    const probabilities = (token: string) =>
      request.body.logprobs === undefined
        ? null
        : { tokens: [token], token_logprobs: [-0.5], top_logprobs: [{ [token]: -0.5, other: -1.5 }], text_offset: [0] };
    return [
      ...text.map((piece) => completionChunk(piece, null, probabilities(piece))),
      completionChunk("", "stop"),
      ...end,
    ];
  },
  embed(request) {
    if (!request.path.endsWith("/embeddings")) return null;
    const texts = request.body["input"] as string[];
    const data = texts.map((_, index) => ({ object: "embedding" as const, index, embedding: [3, index, 4] }));
    const usage = { prompt_tokens: 12, total_tokens: 12 };
    return {
      object: "list",
      model: "test-model",
      data: data.toReversed(),
      usage,
    } satisfies OpenAI.CreateEmbeddingResponse;
  },
  piece: (request, text) => (isChat(request) ? chatChunk({ content: text }) : completionChunk(text, null)),
  errorFrame: (message) => frame({ error: { message, type: "server_error", code: null, param: null } }),
  errorBody: (status) => ({
    error: { message: `status ${status} for sk-secret-key`, type: "error", code: null, param: null },
  }),
};
