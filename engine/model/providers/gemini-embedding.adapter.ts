/** Embeddings from Gemini, with fewer dimensions than its default, which the models are trained for and which takes a quarter of the space. It does not report usage. */
import { checkedFetch, createGeminiClient, type GeminiEndpoint } from "./gemini-client.adapter.ts";
import type { EmbeddingCalls } from "../language-model.ts";
import { readTokenCount } from "../usage/normalise-usage.ts";
import { runEmbedding } from "./run-embedding.adapter.ts";

const DIMENSION = 768;

export function createGeminiEmbedding(model: string, endpoint: GeminiEndpoint): EmbeddingCalls {
  const client = createGeminiClient(endpoint);
  return {
    route: { provider: "gemini", model, local: false },
    stream: ({ texts }, { signal }) =>
      runEmbedding("Gemini", texts, signal, async () => {
        const { embeddings = [], usageMetadata } = await client.models.embedContent({
          model,
          contents: texts,
          config: {
            outputDimensionality: DIMENSION,
            abortSignal: signal,
            httpOptions: { fetch: checkedFetch(endpoint.fetch) },
          },
        });
        return {
          vectors: embeddings.map(({ values = [] }) => values),
          inputTokens: readTokenCount(usageMetadata?.promptTokenCount),
          raw: usageMetadata ?? null,
        };
      }),
  };
}
