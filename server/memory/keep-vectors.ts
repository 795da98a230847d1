/** Keeps the vectors of texts that are searched by meaning, such as the library's entries and backstories. */
import type { TextEmbedder } from "./embed-texts.ts";

const MOST_EMBEDDED_AT_ONCE = 256;

export type VectorStore = {
  /** Texts without a vector of this model for their version. */
  listUnembedded(
    workspaceId: string,
    model: string,
    limit: number,
  ): Promise<{ id: string; version: number; text: string }[]>;
  keepVector(id: string, version: number, embedding: Buffer, model: string): Promise<void>;
};

/** Embeds what is missing, in the background, once at a time per workspace: until then they are found by words. */
export function createVectorKeeper(
  store: VectorStore,
  embed: TextEmbedder["embedTexts"],
  modelName: () => string | null,
  report: (problem: unknown) => void,
) {
  const running = new Map<string, Promise<void>>();
  return (workspaceId: string): void => {
    if (running.has(workspaceId)) return;
    const model = modelName();
    const work = (model === null ? Promise.resolve() : embedMissing(store, embed, model, workspaceId))
      .catch(report)
      .finally(() => running.delete(workspaceId));
    running.set(workspaceId, work);
  };
}

/** At most as many as are embedded at once. */
export async function embedMissing(
  store: VectorStore,
  embed: TextEmbedder["embedTexts"],
  model: string,
  workspaceId: string,
): Promise<void> {
  const missing = await store.listUnembedded(workspaceId, model, MOST_EMBEDDED_AT_ONCE);
  if (missing.length === 0) return;
  const texts = missing.map(({ text }) => text);
  const vectors = await embed(texts, { workspaceId, policy: "system" });
  for (const [place, { id, version }] of missing.entries()) {
    const vector = vectors[place];
    if (vector) await store.keepVector(id, version, Buffer.from(new Float32Array(vector.values).buffer), vector.model);
  }
}
