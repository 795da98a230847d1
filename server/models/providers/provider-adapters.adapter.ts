/** The adapters of one provider's models, each made once for a key. */
import type { Message } from "../../../schema/messages/message.ts";
import {
  ModelError,
  type AdapterEvent,
  type EmbeddingModel,
  type ModelAdapter,
} from "../../../engine/model/language-model.ts";
import type { BatchProvider } from "../../../engine/model/batch/batch-provider.ts";
import { withEmbeddingRedaction } from "../../../engine/model/redaction/with-embedding-redaction.ts";
import type { RecentCalls } from "../../../engine/model/routing/recent-calls.ts";
import { maskKey } from "../../../engine/model/wire/mask-key.ts";
import { readQuota } from "../../../engine/model/wire/read-quota.ts";
import { withEmbeddingBreaker } from "../../../engine/model/wrappers/with-breaker.adapter.ts";
import { withEmbeddingLedger } from "../../../engine/model/wrappers/with-embedding-ledger.ts";
import { createAdapter, createBatchAdapter, createEmbeddingAdapter } from "./create-adapter.adapter.ts";
import type { ProviderAccess } from "./provider-access.adapter.ts";
import type { RoutePorts } from "./route-ports.ts";

type Parts = {
  access: ProviderAccess;
  ports: RoutePorts;
  recent: RecentCalls;
  fetch: typeof globalThis.fetch;
  /** Hears of a model that turned out to be none for talking. */
  onSilent(model: string): void;
};

export function createProviderAdapters({ access, ports, recent, fetch, onSilent }: Parts) {
  const fetchSafely: typeof globalThis.fetch = async (...request) =>
    maskKey(await fetch(...request), access.get().apiKey ?? "");

  function adapterOf(model: string): ModelAdapter {
    const { adapters } = access.get();
    const known = adapters.get(model);
    if (known) return known;
    const fetchCounted: typeof globalThis.fetch = async (...request) => {
      const response = await fetchSafely(...request);
      recent.noteQuota(model, readQuota(response.headers, Date.now()));
      return response;
    };
    const adapter = noteSilence(createAdapter(access.settings(), model, ports, fetchCounted));
    adapters.set(model, adapter);
    return adapter;
  }

  const noteSilence = (adapter: ModelAdapter): ModelAdapter => ({
    route: adapter.route,
    async *stream(...call): AsyncGenerator<AdapterEvent> {
      try {
        yield* adapter.stream(...call);
      } catch (error) {
        if (error instanceof ModelError && error.code === "cannot-talk") onSilent(adapter.route.model);
        throw error;
      }
    },
  });

  /** As `wrapCall`, for vectors: asked for by the memory, for the workspace as a whole. */
  function embeddingOf(model: string, why: Message): EmbeddingModel | null {
    const { breaker, embeddings } = access.get();
    const known = embeddings.get(model);
    if (known !== undefined) return known;
    const adapter = createEmbeddingAdapter(access.settings(), model, ports, fetchSafely);
    const recorded = adapter && withEmbeddingLedger(adapter, why, "default", ports);
    const embedding = recorded && withEmbeddingRedaction(withEmbeddingBreaker(recorded, breaker));
    embeddings.set(model, embedding);
    return embedding;
  }

  return {
    adapterOf,
    embeddingOf,
    /** `live` stands in where the provider has no batches. */
    batchOf(model: string, live: () => BatchProvider): BatchProvider {
      const { batches } = access.get();
      const batch = batches.get(model) ?? createBatchAdapter(access.settings(), model, ports, fetchSafely) ?? live();
      batches.set(model, batch);
      return batch;
    },
  };
}
