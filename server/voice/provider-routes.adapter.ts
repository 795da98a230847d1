/** One connection, breaker and queue per provider; a wrapped LanguageModel for each of its models. */
import { RateLimiterMemory } from "rate-limiter-flexible";
import { createAnthropicModel } from "../../engine/model/anthropic.adapter.ts";
import { createCompatibleModel } from "../../engine/model/compatible.adapter.ts";
import { createGeminiEmbedding } from "../../engine/model/gemini-embedding.adapter.ts";
import { createGeminiModel } from "../../engine/model/gemini.adapter.ts";
import { createGroqModel } from "../../engine/model/groq.adapter.ts";
import { createHuggingFaceModel } from "../../engine/model/hugging-face.adapter.ts";
import type { EmbeddingAdapter, EmbeddingModel, LanguageModel } from "../../engine/model/language-model.ts";
import { createModelFetch } from "../../engine/model/model-fetch.adapter.ts";
import { createOpenAiEmbedding } from "../../engine/model/openai-embedding.adapter.ts";
import { createOpenAiModel } from "../../engine/model/openai.adapter.ts";
import { createConversationPlaceholders } from "../../engine/model/redaction/placeholders.ts";
import { withEmbeddingRedaction } from "../../engine/model/redaction/with-embedding-redaction.ts";
import { withRedaction } from "../../engine/model/redaction/with-redaction.ts";
import { createBreaker, withBreaker, withEmbeddingBreaker } from "../../engine/model/with-breaker.adapter.ts";
import { withCallLimits } from "../../engine/model/with-call-limits.ts";
import { createCallQueue, withConcurrency, type CallQueue } from "../../engine/model/with-concurrency.ts";
import { withEmbeddingLedger } from "../../engine/model/with-embedding-ledger.ts";
import { withLedger, type LedgerPorts } from "../../engine/model/with-ledger.ts";
import { withRetry } from "../../engine/model/with-retry.adapter.ts";
import { LOCAL_TIMEOUTS, REMOTE_TIMEOUTS, withTimeouts } from "../../engine/model/with-timeouts.adapter.ts";
import { DEFAULT_WORKSPACE_ID } from "../account/open-accounts.process.ts";
import type { ProviderSettings } from "./provider-settings.ts";

/** A shared graphics card or a laptop; a provider's own limits answer with 429. */
const LOCAL_PLACES = 4;
const REMOTE_PLACES = 16;
/** Far above what talking needs: they stop what has run away. */
const PERSON_CALLS_A_MINUTE = 120;
const WORKSPACE_CALLS_A_MINUTE = 1200;

export type ProviderRoutes = {
  readonly settings: ProviderSettings;
  readonly queue: CallQueue;
  /** @param why told on each ledger row */
  open(model: string, why: string): LanguageModel;
  /** Null where the provider makes no vectors. */
  openEmbedding(model: string, why: string): EmbeddingModel | null;
  close(): Promise<void>;
};

/**
 * @param socketPath where the server listens when not on TCP
 * @param places calls that may run at once
 */
export function openProvider(
  settings: ProviderSettings,
  ports: LedgerPorts,
  socketPath?: string,
  places = settings.local ? LOCAL_PLACES : REMOTE_PLACES,
): ProviderRoutes {
  const connection = createModelFetch(socketPath);
  const breaker = createBreaker(settings.label);
  const queue = createCallQueue(places);
  const limits = {
    person: new RateLimiterMemory({ points: PERSON_CALLS_A_MINUTE, duration: 60 }),
    workspace: new RateLimiterMemory({ points: WORKSPACE_CALLS_A_MINUTE, duration: 60 }),
  };
  const redaction = { placeholdersOf: createConversationPlaceholders() };
  const adapters = new Map<string, LanguageModel>();

  function adapterOf(model: string): LanguageModel {
    const known = adapters.get(model);
    if (known) return known;
    const adapter = withTimeouts(
      createAdapter(settings, model, ports, connection.fetch),
      settings.local ? LOCAL_TIMEOUTS : REMOTE_TIMEOUTS,
    );
    adapters.set(model, adapter);
    return adapter;
  }

  return {
    settings,
    queue,
    // From the inside out: each try has its own time-outs and its own ledger row; a try that the
    // breaker refuses was never made; waiting for a place counts against no time-out; none of them
    // sees personal data.
    open: (model, why) =>
      withCallLimits(
        withRedaction(
          withConcurrency(withRetry(withBreaker(withLedger(adapterOf(model), why, ports), breaker)), queue),
          redaction,
        ),
        limits,
      ),
    openEmbedding(model, why) {
      const adapter = createEmbeddingAdapter(settings, model, ports, connection.fetch);
      return (
        adapter &&
        withEmbeddingRedaction(
          withEmbeddingBreaker(withEmbeddingLedger(adapter, why, DEFAULT_WORKSPACE_ID, ports), breaker),
        )
      );
    },
    close: () => connection.close(),
  };
}

/** A model with a price is paid for, even when a proxy on this network passes it on. */
const findPriced = ({ prices }: LedgerPorts, provider: string, model: string) =>
  prices.models.find((row) => row.provider === provider && row.model === model);

function createAdapter(
  { provider, label, baseUrl, apiKey, wire, local }: ProviderSettings,
  model: string,
  ports: LedgerPorts,
  fetch: typeof globalThis.fetch,
): LanguageModel {
  const endpoint = { baseUrl, apiKey, fetch };
  const priced = findPriced(ports, provider, model);
  const cache = priced?.promptCache;
  if (wire === "anthropic") return createAnthropicModel(model, endpoint, cache?.minimumTokens);
  if (wire === "gemini") return createGeminiModel(model, endpoint);
  if (wire === "groq") return createGroqModel(model, endpoint);
  if (wire === "hugging-face") return createHuggingFaceModel(model, endpoint, local);
  if (wire === "openai" || (provider === "openai" && priced))
    return createOpenAiModel(model, endpoint, cache?.breakpoints);
  return createCompatibleModel({ provider, model, label, local: local && !priced }, endpoint);
}

function createEmbeddingAdapter(
  { provider, label, baseUrl, apiKey, wire, local }: ProviderSettings,
  model: string,
  ports: LedgerPorts,
  fetch: typeof globalThis.fetch,
): EmbeddingAdapter | null {
  const endpoint = { baseUrl, apiKey, fetch };
  if (wire === "gemini") return createGeminiEmbedding(model, endpoint);
  if (wire === "anthropic" || wire === "groq") return null;
  const route = { provider, model, local: local && !findPriced(ports, provider, model) };
  return createOpenAiEmbedding(route, label, endpoint);
}
