/** The embedded models as a provider: ready, unavailable while their process restarts, or failed for good. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddingModel } from "../../../engine/model/language-model.ts";
import { message } from "../../../schema/messages/message.ts";
import { NO_KEY, type ProviderSettings } from "../providers/provider-settings.ts";
import { openProvider, type ProviderRoutes } from "../providers/provider-routes.adapter.ts";
import type { RoutePorts } from "../providers/route-ports.ts";
import { EMBEDDED_BASE, EMBEDDED_VOICE } from "../../../schema/rules/embedded-providers.ts";
import type { WritingRole } from "./embedded-model.program.ts";
import { modelName } from "./model-name.ts";
import { shareModel, unshareModel, type SharedModel } from "./shared-model.adapter.ts";
import {
  runEmbeddedModels,
  type EmbeddedRole,
  type EmbeddedRunner,
  type EmbeddingState,
  type WriterState,
} from "./run-embedded-models.process.ts";

/** `routes` is set exactly while the model can be called. */
type OnWriter = (state: WriterState, name: string, routes: ProviderRoutes | null) => void;

export type EmbeddedModels = {
  loadWriter(role: WritingRole, file: string, onState: OnWriter): void;
  /** @param onState `model` is set exactly while it can be called */
  loadEmbedding(
    file: string,
    onState: (state: EmbeddingState, name: string, model: EmbeddingModel | null) => void,
  ): void;
  close(): Promise<void>;
};

/**
 * The process starts when the first model is loaded.
 * @param folder that of models in the data folder
 * @param shares whether other processes of the data folder use them too
 */
export function createEmbeddedModels(folder: string, ports: RoutePorts, shares: boolean): EmbeddedModels {
  const opened: ProviderRoutes[] = [];
  const onWriter = new Map<WritingRole, (state: WriterState) => void>();
  let onEmbedding: (state: EmbeddingState) => void = () => undefined;
  let runner: EmbeddedRunner | null = null;

  const start = (): EmbeddedRunner =>
    (runner ??= runEmbeddedModels(join(folder, "threads.json"), {
      onWriter: (role, state) => onWriter.get(role)?.(state),
      onEmbedding: (state) => onEmbedding(state),
    }));
  function open(settings: ProviderSettings, places?: number): ProviderRoutes {
    const routes = openProvider(settings, ports, start().socketPath, places);
    opened.push(routes);
    return routes;
  }

  const share = <Of extends EmbeddedRole>(role: Of, shared: SharedModel<Of>): void => {
    if (shares) shareModel(folder, role, shared);
  };
  const unshare = (role: EmbeddedRole): void => {
    if (runner) unshareModel(folder, role, runner.socketPath);
  };

  return {
    loadWriter(role, file, onState) {
      const name = modelName(file);
      let routes: ProviderRoutes | null = null;
      onWriter.set(role, (state) => {
        if (state.phase === "ready") {
          const { talks, sequences } = state;
          const writer = { name, weights: `${statSync(file).size} bytes`, talks };
          routes ??= open(embeddedWriterSettings(role, writer), sequences);
          share(role, { socketPath: start().socketPath, sequences, ...writer });
        } else unshare(role);
        onState(state, name, state.phase === "ready" ? routes : null);
      });
      start().load(role, file);
    },
    loadEmbedding(file, onState) {
      const name = modelName(file);
      // Its own queue: a query waits for no turn that is spoken meanwhile.
      const model = open(embeddedSettings(name)).openEmbedding(name, message("why-embedding-here"));
      onEmbedding = (state) => {
        if (state.phase === "ready") share("embedding", { socketPath: start().socketPath, name });
        else unshare("embedding");
        onState(state, name, state.phase === "ready" ? model : null);
      };
      start().load("embedding", file);
    },
    async close() {
      (["voice", "base", "embedding"] as const).forEach(unshare);
      await Promise.all(opened.map((routes) => routes.close()));
      await runner?.close();
    },
  };
}

/** @param name the model's */
export const embeddedSettings = (name: string): ProviderSettings => ({
  provider: EMBEDDED_VOICE,
  label: "The embedded model",
  baseUrl: "http://embedded/v1",
  apiKey: NO_KEY,
  keyFile: null,
  wire: "compatible",
  local: true,
  free: true,
  tier: "on-premises",
  defaultModel: name,
  lightModel: null,
});

export const embeddedWriterSettings = (
  role: WritingRole,
  { name, weights, talks }: Pick<SharedModel<WritingRole>, "name" | "weights" | "talks">,
): ProviderSettings => ({
  ...embeddedSettings(name),
  ...(role === "base" && { provider: EMBEDDED_BASE, label: "The embedded base model" }),
  weights,
  ...(!talks && { completionOnly: true }),
});

/** The route of a base model that runs here. */
export const embeddedBaseRoute = (file: string): string => `${EMBEDDED_BASE}/${modelName(file)}`;
