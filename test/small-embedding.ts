import { existsSync } from "node:fs";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";
import type { EmbeddingModel } from "../engine/model/language-model.ts";
import { toUnitVector } from "../engine/model/providers/to-unit-vector.ts";
import { smallEmbeddingPath } from "../setup/small-embedding.mjs";

/** `describe.skipIf(!hasSmallEmbedding)` */
export const hasSmallEmbedding = existsSync(smallEmbeddingPath);
export const smallEmbeddingFile: string = smallEmbeddingPath;

/** Real vectors of 384 dimensions. Close it after use. */
export async function openSmallEmbedding(): Promise<EmbeddingModel & { close(): Promise<void> }> {
  const llama = await getLlama({ gpu: false, build: "never", logLevel: LlamaLogLevel.error });
  const model = await llama.loadModel({ modelPath: smallEmbeddingPath });
  // One thread, because several busy-wait for each other, which slows all tests on a busy machine.
  const context = await model.createEmbeddingContext({ threads: 1 });
  return {
    route: { provider: "test", model: "all-minilm-l6-v2", local: true },
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (const text of texts) vectors.push(toUnitVector([...(await context.getEmbeddingFor(text)).vector]));
      return vectors;
    },
    close: () => llama.dispose(),
  };
}
