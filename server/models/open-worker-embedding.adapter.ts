/** The embedding model of servers, for a worker: the configured one, else the one that a server of this data folder runs. */
import { join } from "node:path";
import { withEmbeddingPrefixes } from "../../engine/model/embedding-prefixes.ts";
import type { EmbeddingModel } from "../../engine/model/language-model.ts";
import { message } from "../../schema/messages/message.ts";
import type { ComplianceTier } from "../../schema/messages/models.ts";
import { embeddedSettings } from "./embedded/embedded-models.adapter.ts";
import { readSharedModel } from "./embedded/shared-model.adapter.ts";
import { openEmbedding } from "./open-embedding.ts";
import { openRoutePorts } from "./open-route-ports.adapter.ts";
import { USUAL_PLACES } from "./providers/discover-endpoint.adapter.ts";
import { listNamed } from "./providers/list-named.ts";
import { openProvider, type ProviderRoutes } from "./providers/provider-routes.adapter.ts";
import type { VoiceConfiguration } from "./providers/provider-settings.ts";
import { readModelsFile } from "./read-models-file.adapter.ts";
import type { VoiceDependencies } from "./voice-dependencies.ts";

export type WorkerEmbedding = {
  /** The model that servers use now; null where none is ready. */
  open(): { model: EmbeddingModel; close(): Promise<void> } | null;
  close(): Promise<void>;
};

export function openWorkerEmbedding(
  configuration: VoiceConfiguration,
  dependencies: VoiceDependencies,
  tierOf: (workspaceId: string) => Promise<ComplianceTier>,
): WorkerEmbedding {
  const models = readModelsFile(configuration.PRICES_FILE);
  const ports = openRoutePorts(models, configuration.POLICIES_FILE, dependencies);
  const providers = new Map<string, ProviderRoutes>();
  const { EMBEDDING_MODEL: wanted } = configuration;
  if (wanted)
    for (const settings of listNamed(configuration, models, dependencies.places ?? USUAL_PLACES))
      if (wanted.startsWith(`${settings.provider}/`)) providers.set(settings.provider, openProvider(settings, ports));
  const configured = openEmbedding(wanted, providers, tierOf, dependencies.log);
  const prefixed = (model: EmbeddingModel) => withEmbeddingPrefixes(model, models.embeddingPrefixes);

  return {
    open() {
      if (configured) return { model: prefixed(configured), close: async () => undefined };
      const shared = wanted ? null : readSharedModel(join(configuration.DATA_DIR, "models"), "embedding");
      if (!shared) return null;
      const routes = openProvider(embeddedSettings(shared.name), ports, shared.socketPath);
      const model = routes.openEmbedding(shared.name, message("why-embedding-here"))!;
      return { model: prefixed(model), close: routes.close };
    },
    close: async () => void (await Promise.all([...providers.values()].map((routes) => routes.close()))),
  };
}
