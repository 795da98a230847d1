/** Gemini's explicit caches (ai.google.dev/gemini-api/docs/caching, a stored copy read 2026-11-21). */
import { checkedFetch, createGeminiClient, type GeminiEndpoint } from "./gemini-client.adapter.ts";
import { readTokenCount } from "../usage/normalise-usage.ts";
import type { PrefixProvider } from "../prompt-cache/kept-prefix.ts";

const CALL_TIMEOUT_MS = 10_000;

export function createGeminiPrefixes(model: string, endpoint: GeminiEndpoint): PrefixProvider {
  const { caches } = createGeminiClient(endpoint);
  const config = () => ({
    abortSignal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    httpOptions: { fetch: checkedFetch(endpoint.fetch) },
  });
  const seconds = (ms: number) => `${ms / 1000}s`;
  return {
    async keep(text, forMs) {
      const { name, usageMetadata } = await caches.create({
        model,
        config: { ...config(), systemInstruction: text, ttl: seconds(forMs) },
      });
      const tokens = readTokenCount(usageMetadata?.totalTokenCount);
      if (!name || tokens === null) throw new Error("Gemini kept something and did not say what.");
      return { name, tokens };
    },
    extend: async (name, forMs) => void (await caches.update({ name, config: { ...config(), ttl: seconds(forMs) } })),
    drop: async (name) => void (await caches.delete({ name, config: config() })),
  };
}

/** Whether the prefix was dropped, or belongs to another key: then the call was refused before anything was generated. */
export function isPrefixGone(error: unknown): boolean {
  const { status, message = "" } = (error ?? {}) as { status?: number; message?: string };
  return (status === 403 || status === 404) && /cached.?content/i.test(message);
}
