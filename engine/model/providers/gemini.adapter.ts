/** Google's Gemini API. Every chunk repeats the usage so far; the last one is complete. It offers no untemplated completion. */
import { FinishReason, type GenerateContentConfig, type GenerateContentResponse, type Part } from "@google/genai";
import { checkedFetch, createGeminiClient, type GeminiEndpoint } from "./gemini-client.adapter.ts";
import { createGeminiPrefixes, isPrefixGone } from "./gemini-prefixes.adapter.ts";
import { fetchEvents } from "../wire/event-stream.adapter.ts";
import { guardStream } from "./guard-stream.adapter.ts";
import type { ChatRequest, ModelAdapter, Usage } from "../language-model.ts";
import { negotiateParameters, type OptionalParameter } from "./negotiate-parameters.ts";
import { normaliseGeminiUsage, promptOf } from "../usage/normalise-usage.ts";
import type { PrefixKeeper } from "../prompt-cache/keep-prefixes.ts";
import { toConversation } from "./to-conversation.ts";

/** The API's limit. */
const MAX_STOP_STRINGS = 5;

export const toGeminiConfig = (request: ChatRequest, system: string): GenerateContentConfig => ({
  maxOutputTokens: request.maxTokens,
  ...(system && { systemInstruction: system }),
  ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
  ...(request.seed === undefined ? {} : { seed: request.seed }),
  ...(request.stop?.length ? { stopSequences: request.stop.slice(0, MAX_STOP_STRINGS) } : {}),
  ...(request.responseSchema && {
    responseMimeType: "application/json",
    responseJsonSchema: request.responseSchema.schema,
  }),
  // A spoken turn has no time for reasoning, whose tokens would reduce the answer's; models that always reason refuse this.
  thinkingConfig: { thinkingBudget: 0 },
});

/** Null while the answer continues. Every reason except the two ordinary ones is a stop by the provider: safety, recitation, a blocked prompt, … */
export function readReason({
  candidates,
  promptFeedback,
}: Pick<GenerateContentResponse, "candidates" | "promptFeedback">): "stop" | "length" | "filtered" | null {
  const reason = candidates?.[0]?.finishReason;
  if (!reason) return promptFeedback?.blockReason ? "filtered" : null;
  if (reason === FinishReason.STOP) return "stop";
  return reason === FinishReason.MAX_TOKENS ? "length" : "filtered";
}

function partsOf({ candidates }: Pick<GenerateContentResponse, "candidates">): Part[] {
  const parts: unknown = candidates?.[0]?.content?.parts;
  return Array.isArray(parts) ? parts.filter((part) => typeof part === "object" && part !== null) : [];
}

/** @param keeper keeps prompt prefixes when that pays; without it, only Gemini's implicit cache is used */
export function createGeminiModel(model: string, endpoint: GeminiEndpoint, keeper?: PrefixKeeper): ModelAdapter {
  const client = createGeminiClient(endpoint);
  const prefixes = createGeminiPrefixes(model, endpoint);
  const refused = new Set<OptionalParameter>();
  const route = { provider: "gemini", model, local: false };
  return {
    route,
    stream: (request: ChatRequest, scope) =>
      guardStream({ provider: "Gemini", request, scope }, async function* (progress) {
        const { system, turns } = toConversation(request.messages);
        const contents = turns.map(({ role, content }) => ({
          role: role === "user" ? "user" : "model",
          parts: [{ text: content }],
        }));
        const isFrozen = request.messages.some(({ role, cache }) => role === "system" && cache === "1h");
        const prefix = isFrozen && keeper ? { route, text: system, scope } : null;
        const left = new AbortController();
        const abortSignal = AbortSignal.any([scope.signal, left.signal]);
        const fetch = checkedFetch(fetchEvents("Gemini", endpoint.fetch), () => (progress.opened = true));
        try {
          const open = (kept: string | null) =>
            negotiateParameters(
              { ...toGeminiConfig(request, kept ? "" : system), ...(kept && { cachedContent: kept }) },
              refused,
              (accepted) =>
                client.models.generateContentStream({
                  model,
                  contents,
                  config: { ...accepted, abortSignal, httpOptions: { fetch } },
                }),
            );
          const chunks = await open(prefix && keeper!.find(prefix)).catch((error: unknown) => {
            if (!prefix || !isPrefixGone(error)) throw error;
            keeper!.lose(prefix);
            return open(null);
          });
          let reason: ReturnType<typeof readReason> = null;
          let usage: Usage | null = null;
          for await (const chunk of chunks) {
            if (!chunk) continue;
            reason = readReason(chunk) ?? reason;
            if (chunk.usageMetadata) {
              const counted = normaliseGeminiUsage(chunk.usageMetadata);
              yield { type: "counted", usage: counted?.output ? counted : promptOf(counted) };
              // Counts before the end only cover the text so far.
              if (reason) usage = counted;
            }
            for (const { thought, text } of partsOf(chunk))
              if (thought) yield { type: "thought", text: text ?? "" };
              else if (text) yield { type: "text-delta", text };
          }
          if (prefix && usage) keeper!.note(prefix, usage.cached, prefixes);
          if (reason) yield { type: "finish", reason, usage };
        } finally {
          // The SDK only abandons the response when the reader leaves; this closes its connection.
          left.abort();
        }
      }),
  };
}
