import type { EmbeddingModel } from "../../engine/model/language-model.ts";

export const DIMENSION = 512;

/** Common words make vectors similar: enough to distinguish texts by their vectors. */
export const countingWords = (model: string): EmbeddingModel => ({
  route: { provider: "test", model, local: true },
  embed: async (texts) =>
    texts.map((text) => {
      const vector = new Float32Array(DIMENSION);
      for (const word of text.toLowerCase().match(/\w+/g) ?? []) {
        const hash = [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 104_729, 7);
        vector[hash % DIMENSION]! += 1;
      }
      const length = Math.hypot(...vector) || 1;
      return vector.map((value) => value / length);
    }),
});
