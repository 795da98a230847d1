/** Groq's stream: OpenAI's chunks, with the usage in `x_groq` of the last one (console.groq.com/docs/api-reference, read 2026-11-21). */
import type OpenAI from "openai";
import { OPENAI_FORMAT } from "./openai-format.ts";
import type { WireFormat } from "./wire-server.adapter.ts";

type GroqChunk = OpenAI.ChatCompletionChunk & { x_groq?: { id: string; usage?: OpenAI.CompletionUsage } };

const USAGE = {
  prompt_tokens: 90,
  completion_tokens: 7,
  total_tokens: 97,
  prompt_tokens_details: { cached_tokens: 64 },
  completion_tokens_details: { reasoning_tokens: 3 },
} satisfies OpenAI.CompletionUsage;

export const GROQ_FORMAT: WireFormat = {
  ...OPENAI_FORMAT,
  answer(request, text, withUsage) {
    if (!request.path.endsWith("/chat/completions")) return null;
    const end: GroqChunk = {
      id: "answer-1",
      object: "chat.completion.chunk",
      created: 1,
      model: "test-model",
      choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
      x_groq: { id: "req_1", ...(withUsage && { usage: USAGE }) },
    };
    const pieces = text.map((piece) => OPENAI_FORMAT.piece(request, piece));
    return [...pieces, `data: ${JSON.stringify(end)}\n\n`, "data: [DONE]\n\n"];
  },
};
