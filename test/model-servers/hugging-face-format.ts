/** Text Generation Inference: OpenAI's chunks, no cache counts, errors as plain text (huggingface.co/docs/text-generation-inference, read 2026-11-21). */
import type OpenAI from "openai";
import { OPENAI_FORMAT } from "./openai-format.ts";
import type { WireFormat } from "./wire-server.adapter.ts";

const USAGE = { prompt_tokens: 90, completion_tokens: 7, total_tokens: 97 } satisfies OpenAI.CompletionUsage;

export const HUGGING_FACE_FORMAT: WireFormat = {
  ...OPENAI_FORMAT,
  answer(request, text, withUsage) {
    const frames = OPENAI_FORMAT.answer(request, text, false);
    if (!frames) return null;
    const last = {
      id: "",
      object: "chat.completion.chunk",
      created: 1,
      model: "test-model",
      choices: [],
      usage: USAGE,
    };
    return [...frames.slice(0, -1), ...(withUsage ? [`data: ${JSON.stringify(last)}\n\n`] : []), frames.at(-1)!];
  },
  errorFrame: (message) => `data: ${JSON.stringify({ error: { message, http_status_code: 424 } })}\n\n`,
  errorBody: (status) => ({ error: `status ${status} for sk-secret-key`, error_type: "generation" }),
};
