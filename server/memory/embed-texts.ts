/** Embeds texts, if there is an embedding model and it answers. */
import { ModelError, routeName } from "../../engine/model/language-model.ts";
import type { EmbeddingSource } from "../../engine/model/embedding-source.ts";
import { scopeOfSystem, type Scope } from "../../engine/scope/scope.ts";
import type { Vector } from "./memory-rows.store.ts";

const BATCH_TEXTS = 64;
const DOCUMENTS_TIMEOUT_MS = 60_000;
/** A turn waits for the vector of its query this long; then memories are found by their words. */
const QUERY_TIMEOUT_MS = 500;

type MemoryScope = Pick<Scope, "workspaceId" | "policy">;

/** A persona's memories belong to its workspace, which pays. */
export type TextEmbedder = {
  /** One vector per text, in order; null for those that could not be embedded. */
  embedTexts(texts: readonly string[], scope: MemoryScope): Promise<(Vector | null)[]>;
  /** Null when there is none in time. */
  embedQuery(text: string, scope: MemoryScope): Promise<Vector | null>;
};

/** @param report called with the reason why texts could not be embedded */
export function createEmbedder(source: EmbeddingSource, report: (error: unknown) => void): TextEmbedder {
  async function embed(
    texts: string[],
    use: "query" | "document",
    { workspaceId, policy }: MemoryScope,
    signal: AbortSignal,
  ): Promise<(Vector | null)[]> {
    const model = source.get();
    if (!model) return texts.map(() => null);
    const scope = { ...scopeOfSystem(workspaceId, "memory", signal), policy };
    const made = await model.embed(texts, scope, use).catch((error: unknown) => {
      const isLate = use === "query" && error instanceof ModelError && error.code === "aborted";
      if (!isLate) report(error);
      return [];
    });
    return texts.map((_, position) => {
      const values = made[position];
      return values ? { values, model: routeName(model.route) } : null;
    });
  }

  return {
    async embedTexts(texts, scope) {
      const vectors: (Vector | null)[] = [];
      for (let start = 0; start < texts.length; start += BATCH_TEXTS) {
        const signal = AbortSignal.timeout(DOCUMENTS_TIMEOUT_MS);
        vectors.push(...(await embed(texts.slice(start, start + BATCH_TEXTS), "document", scope, signal)));
      }
      return vectors;
    },
    async embedQuery(text, scope) {
      const [vector] = await embed([text], "query", scope, AbortSignal.timeout(QUERY_TIMEOUT_MS));
      return vector ?? null;
    },
  };
}
