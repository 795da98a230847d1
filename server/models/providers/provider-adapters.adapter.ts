/** The adapters of one provider's models, each created once per key. */
import {
  ModelError,
  type AdapterEvent,
  type EmbeddingCalls,
  type ModelAdapter,
} from "../../../engine/model/language-model.ts";
import type { BatchProvider } from "../../../engine/model/batch/batch-provider.ts";
import type { RecentCalls } from "../../../engine/model/routing/recent-calls.ts";
import { maskKey } from "../../../engine/model/wire/mask-key.ts";
import { readQuota } from "../../../engine/model/wire/read-quota.ts";
import { createAdapter, createBatchAdapter, createEmbeddingAdapter } from "./create-adapter.adapter.ts";
import type { ProviderAccess } from "./provider-access.adapter.ts";
import type { RoutePorts } from "./route-ports.ts";

type Parts = {
  access: ProviderAccess;
  ports: RoutePorts;
  recent: RecentCalls;
  fetch: typeof globalThis.fetch;
  /** Called with a model that turned out not to be a chat model. */
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

  function embeddingOf(model: string): EmbeddingCalls | null {
    const { embeddings } = access.get();
    const known = embeddings.get(model);
    if (known !== undefined) return known;
    const adapter = createEmbeddingAdapter(access.settings(), model, ports, fetchSafely);
    embeddings.set(model, adapter);
    return adapter;
  }

  return {
    adapterOf,
    embeddingOf,
    /** `live` is used when the provider has no batch API. */
    batchOf(model: string, live: () => BatchProvider): BatchProvider {
      const { batches } = access.get();
      const batch = batches.get(model) ?? createBatchAdapter(access.settings(), model, ports, fetchSafely) ?? live();
      batches.set(model, batch);
      return batch;
    },
  };
}
