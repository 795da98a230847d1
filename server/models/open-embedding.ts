import { message } from "../../schema/messages/message.ts";
import { meetsTier } from "../../engine/model/routing/choose-route.ts";
import { ModelError, type EmbeddingModel } from "../../engine/model/language-model.ts";
import type { ComplianceTier } from "../../schema/messages/models.ts";
import { parseRoute } from "./routing/parse-route.ts";
import type { ProviderRoutes } from "./providers/provider-routes.adapter.ts";

/**
 * @param wanted EMBEDDING_MODEL
 * @param tierOf where a workspace's memories may be sent
 * @returns null where none is set, or its provider offers no embeddings, which is logged
 */
export function openEmbedding(
  wanted: string | undefined,
  providers: ReadonlyMap<string, ProviderRoutes>,
  tierOf: (workspaceId: string) => Promise<ComplianceTier>,
  log: (line: string) => void,
): EmbeddingModel | null {
  if (!wanted || wanted === "off") return null;
  const { provider, model } = parseRoute(wanted)!;
  const embedding = providers.get(provider)?.openEmbedding(model, message("why-embedding-setting")) ?? null;
  if (!embedding)
    log(
      `EMBEDDING_MODEL names ${wanted}, but ${provider} ${providers.has(provider) ? "makes no vectors" : "is not configured"}. Memory goes by words.`,
    );
  if (!embedding) return null;
  const { route } = embedding;
  return {
    route,
    async embed(texts, scope) {
      const tier = await tierOf(scope.workspaceId);
      const offered = route.local ? "on-premises" : providers.get(provider)!.settings.tier;
      if (!meetsTier(offered, tier)) throw new ModelError("forbidden", `${wanted} does not meet "${tier}".`);
      return embedding.embed(texts, scope);
    },
  };
}
