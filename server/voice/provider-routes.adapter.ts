/** One connection, breaker and queue per provider; a wrapped LanguageModel for each of its models. */
import { createAnthropicModel } from "../../engine/model/anthropic.adapter.ts";
import { createCompatibleModel } from "../../engine/model/compatible.adapter.ts";
import { createGeminiModel } from "../../engine/model/gemini.adapter.ts";
import { createGroqModel } from "../../engine/model/groq.adapter.ts";
import { createHuggingFaceModel } from "../../engine/model/hugging-face.adapter.ts";
import type { LanguageModel } from "../../engine/model/language-model.ts";
import { createModelFetch } from "../../engine/model/model-fetch.adapter.ts";
import { createOpenAiModel } from "../../engine/model/openai.adapter.ts";
import { createConversationPlaceholders } from "../../engine/model/redaction/placeholders.ts";
import { withRedaction } from "../../engine/model/redaction/with-redaction.ts";
import { createBreaker, withBreaker } from "../../engine/model/with-breaker.adapter.ts";
import { createCallQueue, withConcurrency, type CallQueue } from "../../engine/model/with-concurrency.ts";
import { withLedger, type LedgerPorts } from "../../engine/model/with-ledger.ts";
import { withRetry } from "../../engine/model/with-retry.adapter.ts";
import { LOCAL_TIMEOUTS, REMOTE_TIMEOUTS, withTimeouts } from "../../engine/model/with-timeouts.adapter.ts";
import type { ProviderSettings } from "./provider-settings.ts";

/** A shared graphics card or a laptop; a provider's own limits answer with 429. */
const LOCAL_PLACES = 4;
const REMOTE_PLACES = 16;

export type ProviderRoutes = {
  readonly settings: ProviderSettings;
  readonly queue: CallQueue;
  /** @param why told on each ledger row */
  open(model: string, why: string): LanguageModel;
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
    // breaker refuses was never made; waiting for a place counts against no time-out; personal data
    // stays outside of all of it.
    open: (model, why) =>
      withRedaction(
        withConcurrency(withRetry(withBreaker(withLedger(adapterOf(model), why, ports), breaker)), queue),
        redaction,
      ),
    close: () => connection.close(),
  };
}

function createAdapter(
  { provider, label, baseUrl, apiKey, wire, local }: ProviderSettings,
  model: string,
  { prices }: LedgerPorts,
  fetch: typeof globalThis.fetch,
): LanguageModel {
  const endpoint = { baseUrl, apiKey, fetch };
  if (wire === "anthropic") return createAnthropicModel(model, endpoint);
  if (wire === "gemini") return createGeminiModel(model, endpoint);
  if (wire === "groq") return createGroqModel(model, endpoint);
  if (wire === "hugging-face") return createHuggingFaceModel(model, endpoint, local);
  // A model with a price is paid for, even when a proxy on this network passes it on.
  const priced = prices.models.some((row) => row.provider === provider && row.model === model);
  if (wire === "openai" || (provider === "openai" && priced)) return createOpenAiModel(model, endpoint);
  return createCompatibleModel({ provider, model, label, local: local && !priced }, endpoint);
}
