/** Embeds texts, if there is an embedding model and it answers. */
import { routeName, type EmbeddingModel } from "../../engine/model/language-model.ts";
import { scopeOfSystem, type Scope } from "../../engine/scope/scope.ts";
import type { Vector } from "./memory-rows.store.ts";

const BATCH_TEXTS = 64;
const TIMEOUT_MS = 10_000;

/**
 * One vector per text, in order; null for those that could not be embedded, which are found by other means and embedded
 * later. A persona's memories belong to its workspace, which pays.
 */
export type EmbedTexts = (
  texts: readonly string[],
  scope: Pick<Scope, "workspaceId" | "policy">,
) => Promise<(Vector | null)[]>;

/** @param report called with the reason why texts could not be embedded */
export const createEmbedder =
  (model: EmbeddingModel | null, report: (error: unknown) => void): EmbedTexts =>
  async (texts, { workspaceId, policy }) => {
    if (!model) return texts.map(() => null);
    const vectors: (Vector | null)[] = [];
    for (let start = 0; start < texts.length; start += BATCH_TEXTS) {
      const batch = texts.slice(start, start + BATCH_TEXTS);
      const scope = { ...scopeOfSystem(workspaceId, "memory", AbortSignal.timeout(TIMEOUT_MS)), policy };
      const made = await model.embed(batch, scope).catch((error: unknown) => {
        report(error);
        return [];
      });
      for (const position of batch.keys()) {
        const values = made[position];
        vectors.push(values ? { values, model: routeName(model.route) } : null);
      }
    }
    return vectors;
  };
