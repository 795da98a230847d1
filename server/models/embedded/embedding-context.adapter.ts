/** An embedding model loaded by node-llama-cpp; pooling is as its file says. */
import type { LlamaModel } from "node-llama-cpp";

/** Longer texts are cut: memories and queries are a few sentences. */
const LONGEST_TEXT_TOKENS = 512;
/** The beginning and end tokens that a model adds. */
const MARK_TOKENS = 2;

export type Embedder = {
  /** One vector per text, in order. Several calls take turns text by text, so that a query waits for one text at most. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<{ vectors: number[][]; tokens: number }>;
};

export async function openEmbedder(model: LlamaModel, threads: number): Promise<Embedder> {
  const contextSize = Math.min(model.trainContextSize, LONGEST_TEXT_TOKENS);
  const context = await model.createEmbeddingContext({ threads, contextSize });
  return {
    async embed(texts, signal) {
      const vectors: number[][] = [];
      let tokens = 0;
      for (const text of texts) {
        signal.throwIfAborted();
        const input = model.tokenize(text).slice(0, contextSize - MARK_TOKENS - 1);
        tokens += input.length;
        vectors.push([...(await context.getEmbeddingFor(input)).vector]);
      }
      return { vectors, tokens };
    },
  };
}
