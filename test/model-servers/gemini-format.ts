/** Gemini's `:streamGenerateContent?alt=sse` and `:batchEmbedContents`, typed by its SDK (@google/genai 3.1.0, read 2026-11-21). */
import {
  BlockedReason,
  FinishReason,
  type EmbedContentResponse,
  type GenerateContentResponse,
  type GenerateContentResponseUsageMetadata,
} from "@google/genai";
import type { WireFormat } from "./wire-server.adapter.ts";

type Chunk = Pick<
  GenerateContentResponse,
  "candidates" | "usageMetadata" | "modelVersion" | "responseId" | "promptFeedback"
>;

const HEAD = { modelVersion: "test-model", responseId: "answer-1" };
const PROMPT_USAGE: GenerateContentResponseUsageMetadata = { promptTokenCount: 90, cachedContentTokenCount: 64 };
export const GEMINI_USAGE: GenerateContentResponseUsageMetadata = {
  ...PROMPT_USAGE,
  candidatesTokenCount: 4,
  thoughtsTokenCount: 3,
  totalTokenCount: 97,
};

const frame = (data: object) => `data: ${JSON.stringify(data)}\r\n\r\n`;

function chunk(text: string, usageMetadata?: GenerateContentResponseUsageMetadata, finishReason?: FinishReason) {
  const content = { role: "model", parts: [{ text }] };
  return frame({ ...HEAD, candidates: [{ index: 0, content, finishReason }], usageMetadata } satisfies Chunk);
}

/** A prompt that the provider does not answer. */
export const BLOCKED_PROMPT = frame({
  ...HEAD,
  promptFeedback: { blockReason: BlockedReason.PROHIBITED_CONTENT },
  usageMetadata: { promptTokenCount: 90 },
} satisfies Chunk);

export const GEMINI_FORMAT: WireFormat = {
  answer(request, text, withUsage) {
    if (!request.path.includes(":streamGenerateContent?alt=sse")) return null;
    const thought: Chunk = {
      ...HEAD,
      candidates: [{ index: 0, content: { role: "model", parts: [{ text: "Hm.", thought: true }] } }],
      usageMetadata: PROMPT_USAGE,
    };
    return [
      frame(thought),
      ...text.map((piece) => chunk(piece, withUsage ? PROMPT_USAGE : undefined)),
      chunk("", withUsage ? GEMINI_USAGE : undefined, FinishReason.STOP),
    ];
  },
  embed: (request) => {
    if (!request.path.endsWith(":batchEmbedContents")) return null;
    const requests = request.body["requests"] as object[];
    const answer: Pick<EmbedContentResponse, "embeddings"> = {
      embeddings: requests.map((_, index) => ({ values: [3, index, 4] })),
    };
    return answer;
  },
  piece: (_request, text) => chunk(text, PROMPT_USAGE),
  errorFrame: (message) => frame({ error: { code: 503, message, status: "UNAVAILABLE" } }),
  errorBody: (status) => ({
    error: { code: status, message: `status ${status} for sk-secret-key`, status: "UNKNOWN" },
  }),
};
