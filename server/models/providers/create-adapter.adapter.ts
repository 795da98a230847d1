/** Creates the adapter for a provider's wire format. */
import { createAnthropicModel } from "../../../engine/model/providers/anthropic.adapter.ts";
import { createAnthropicBatch } from "../../../engine/model/batch/anthropic-batch.adapter.ts";
import type { BatchProvider } from "../../../engine/model/batch/batch-provider.ts";
import { createGeminiBatch } from "../../../engine/model/batch/gemini-batch.adapter.ts";
import { createGroqBatch } from "../../../engine/model/batch/groq-batch.adapter.ts";
import { createOpenAiBatch } from "../../../engine/model/batch/openai-batch.adapter.ts";
import { createCompatibleModel } from "../../../engine/model/providers/compatible.adapter.ts";
import { createGeminiEmbedding } from "../../../engine/model/providers/gemini-embedding.adapter.ts";
import { createGeminiModel } from "../../../engine/model/providers/gemini.adapter.ts";
import { createGroqModel } from "../../../engine/model/providers/groq.adapter.ts";
import { createHuggingFaceModel } from "../../../engine/model/providers/hugging-face.adapter.ts";
import type { EmbeddingCalls, ModelAdapter } from "../../../engine/model/language-model.ts";
import { createOpenAiEmbedding } from "../../../engine/model/providers/openai-embedding.adapter.ts";
import { createOpenAiModel } from "../../../engine/model/providers/openai.adapter.ts";
import type { PrefixKeeper } from "../../../engine/model/prompt-cache/keep-prefixes.ts";
import type { LedgerPorts } from "../../../engine/model/wrappers/with-ledger.ts";
import type { ProviderSettings } from "./provider-settings.ts";

/** A model with a price costs money, even through a proxy on this network. */
const findPriced = ({ prices }: LedgerPorts, provider: string, model: string) =>
  prices.models.find((row) => row.provider === provider && row.model === model);

export function createAdapter(
  { provider, label, baseUrl, apiKey, wire, free }: ProviderSettings,
  model: string,
  ports: LedgerPorts & { prefixes?: PrefixKeeper },
  fetch: typeof globalThis.fetch,
): ModelAdapter {
  const endpoint = { baseUrl, apiKey, fetch };
  const priced = findPriced(ports, provider, model);
  const cache = priced?.promptCache;
  if (wire === "anthropic") return createAnthropicModel(model, endpoint, cache?.minimumTokens);
  if (wire === "gemini") return createGeminiModel(model, endpoint, ports.prefixes);
  if (wire === "groq") return createGroqModel(model, endpoint);
  if (wire === "hugging-face") return createHuggingFaceModel(model, endpoint, free);
  if (wire === "openai" || (provider === "openai" && priced))
    return createOpenAiModel(model, endpoint, cache?.breakpoints);
  return createCompatibleModel({ provider, model, label, local: free && !priced }, endpoint);
}

/** Null when the provider has no batch API. */
export function createBatchAdapter(
  { provider, baseUrl, apiKey, wire }: ProviderSettings,
  model: string,
  ports: LedgerPorts,
  fetch: typeof globalThis.fetch,
): BatchProvider | null {
  const endpoint = { baseUrl, apiKey, fetch };
  const cache = findPriced(ports, provider, model)?.promptCache;
  if (wire === "anthropic") return createAnthropicBatch(model, endpoint, cache?.minimumTokens);
  if (wire === "gemini") return createGeminiBatch(model, endpoint);
  if (wire === "groq") return createGroqBatch(model, endpoint);
  return wire === "openai" ? createOpenAiBatch(model, endpoint, cache?.breakpoints) : null;
}

/** Null when the provider offers no embeddings. */
export function createEmbeddingAdapter(
  { provider, label, baseUrl, apiKey, wire, free }: ProviderSettings,
  model: string,
  ports: LedgerPorts,
  fetch: typeof globalThis.fetch,
): EmbeddingCalls | null {
  const endpoint = { baseUrl, apiKey, fetch };
  if (wire === "gemini") return createGeminiEmbedding(model, endpoint);
  if (wire === "anthropic" || wire === "groq") return null;
  const route = { provider, model, local: free && !findPriced(ports, provider, model) };
  return createOpenAiEmbedding(route, label, endpoint);
}
