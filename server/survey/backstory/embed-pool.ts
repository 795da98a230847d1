/** Vectors for what interviews added to a pool, made where they were conducted (SPEC S2). */
import { routeName } from "../../../engine/model/language-model.ts";
import { createEmbedder } from "../../memory/embed-texts.ts";
import { embedMissing, type VectorStore } from "../../memory/keep-vectors.ts";
import type { WorkerEmbedding } from "../../models/open-worker-embedding.adapter.ts";

/** Where there is no embedding model, the pool is searched by words, and a later search embeds what is missing. */
export const embedPool =
  (pool: VectorStore, embedding: Pick<WorkerEmbedding, "open">, report: (problem: unknown) => void) =>
  async (workspaceId: string): Promise<void> => {
    const opened = embedding.open();
    if (!opened) return;
    const { model, close } = opened;
    const { embedTexts } = createEmbedder({ get: () => model, onChange: () => () => undefined }, report);
    try {
      await embedMissing(pool, embedTexts, routeName(model.route), workspaceId);
    } finally {
      await close();
    }
  };
