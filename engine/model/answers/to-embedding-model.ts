import { ModelError, routeName, type EmbeddingCalls, type EmbeddingModel } from "../language-model.ts";

/** Wraps embedding calls for callers that need no events. */
export const toEmbeddingModel = (calls: EmbeddingCalls): EmbeddingModel => ({
  route: calls.route,
  async embed(texts, scope) {
    let vectors: Float32Array[] | null = null;
    for await (const event of calls.stream({ texts }, { ...scope, task: "embed" }))
      if (event.type === "vectors") vectors = event.vectors;
    if (vectors) return vectors;
    throw new ModelError("broken-stream", `${routeName(calls.route)} sent no vectors.`);
  },
});
