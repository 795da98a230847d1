import type { EmbeddingModel } from "../../engine/model/language-model.ts";
import { parseRoute } from "./parse-route.ts";
import type { ProviderRoutes } from "./provider-routes.adapter.ts";

/**
 * @param wanted EMBEDDING_MODEL
 * @returns null where none is set, or its provider makes no vectors; that is told
 */
export function openEmbedding(
  wanted: string | undefined,
  providers: ReadonlyMap<string, ProviderRoutes>,
  log: (line: string) => void,
): EmbeddingModel | null {
  if (!wanted) return null;
  const { provider, model } = parseRoute(wanted)!;
  const embedding = providers.get(provider)?.openEmbedding(model, "EMBEDDING_MODEL names it") ?? null;
  if (!embedding)
    log(
      `EMBEDDING_MODEL names ${wanted}, but ${provider} ${providers.has(provider) ? "makes no vectors" : "is not configured"}. Memory goes by words.`,
    );
  return embedding;
}
