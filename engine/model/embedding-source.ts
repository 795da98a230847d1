import type { EmbeddingModel } from "./language-model.ts";

/** The embedding model, which may change while the server runs: it is fetched and loaded, and may fail. */
export type EmbeddingSource = {
  /** Null while none is ready: memories are then found by their words. */
  get(): EmbeddingModel | null;
  /** Returns a function that unsubscribes. */
  onChange(listener: () => void): () => void;
};
