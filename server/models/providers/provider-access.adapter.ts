/** State that belongs to one key of a provider. Calls in progress keep their key; the next one uses the new key. */
import type { BatchProvider } from "../../../engine/model/batch/batch-provider.ts";
import type { EmbeddingCalls, ModelAdapter } from "../../../engine/model/language-model.ts";
import { createBreaker } from "../../../engine/model/wrappers/with-breaker.adapter.ts";
import type { ProviderKey } from "./provider-key.adapter.ts";
import { NO_KEY, type ProviderSettings } from "./provider-settings.ts";

export type ProviderAccess = ReturnType<typeof createProviderAccess>;

export function createProviderAccess(settings: ProviderSettings, key: ProviderKey) {
  const withKey = (apiKey: string | null) => ({
    apiKey,
    breaker: createBreaker(settings.label),
    adapters: new Map<string, ModelAdapter>(),
    batches: new Map<string, BatchProvider>(),
    embeddings: new Map<string, EmbeddingCalls | null>(),
  });
  let current = withKey(key.read());

  function get() {
    const apiKey = key.read();
    if (apiKey !== current.apiKey) current = withKey(apiKey);
    return current;
  }

  return {
    get,
    isCurrent: (access: typeof current): boolean => access === current,
    /** Clears the failures recorded for this key. */
    renew(): void {
      current = withKey(current.apiKey);
    },
    settings: (): ProviderSettings => ({ ...settings, apiKey: get().apiKey ?? NO_KEY }),
  };
}
