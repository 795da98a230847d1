/** The embedded model as a provider: ready, unavailable while its process restarts, or failed for good. */
import { join } from "node:path";
import { NO_KEY, type ProviderSettings } from "../providers/provider-settings.ts";
import { openProvider, type ProviderRoutes } from "../providers/provider-routes.adapter.ts";
import type { RoutePorts } from "../providers/route-ports.ts";
import { modelName } from "./model-name.ts";
import { runEmbeddedModel, type EmbeddedState } from "./run-embedded-model.process.ts";

export type EmbeddedSpeaker = { close(): Promise<void> };

/** @param onState `routes` is set exactly while the model can speak */
export function startEmbeddedSpeaker(
  modelFile: string,
  dataFolder: string,
  ports: RoutePorts,
  onState: (state: EmbeddedState, name: string, routes: ProviderRoutes | null) => void,
): EmbeddedSpeaker {
  const name = modelName(modelFile);
  const settings: ProviderSettings = {
    provider: "embedded",
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
  };
  let routes: ProviderRoutes | null = null;
  const runner = runEmbeddedModel(modelFile, join(dataFolder, "threads.json"), (state) => {
    if (state.phase === "ready")
      routes ??= openProvider(
        { ...settings, ...(!state.talks && { completionOnly: true as const }) },
        ports,
        runner.socketPath,
        state.sequences,
      );
    onState(state, name, state.phase === "ready" ? routes : null);
  });
  return {
    async close() {
      await routes?.close();
      await runner.close();
    },
  };
}
