import type { EmbeddingModel } from "../../engine/model/language-model.ts";
import type { EmbeddingSource } from "../../engine/model/embedding-source.ts";

/** An embedding model that is there from the start, and may be replaced. */
export function fixedEmbedding(
  model: EmbeddingModel | null = null,
): EmbeddingSource & { set(model: EmbeddingModel | null): void } {
  let current = model;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(next) {
      current = next;
      listeners.forEach((listener) => listener());
    },
  };
}
