/** The embedded model as a speaker: ready, away while its process restarts, or gone for good. */
import { join } from "node:path";
import type { LedgerPorts } from "../../../engine/model/with-ledger.ts";
import { NO_KEY } from "../provider-settings.ts";
import { openProvider, type ProviderRoutes } from "../provider-routes.adapter.ts";
import type { Speaker } from "../speaker.ts";
import { modelName } from "./model-name.ts";
import { runEmbeddedModel, type EmbeddedState } from "./run-embedded-model.process.ts";

export type EmbeddedSpeaker = { close(): Promise<void> };

/** @param onState `speaker` is set exactly while the model can speak */
export function startEmbeddedSpeaker(
  modelFile: string,
  dataFolder: string,
  ports: LedgerPorts,
  onState: (state: EmbeddedState, name: string, speaker: Speaker | null, routes: ProviderRoutes | null) => void,
): EmbeddedSpeaker {
  const name = modelName(modelFile);
  let routes: ProviderRoutes | null = null;
  const runner = runEmbeddedModel(modelFile, join(dataFolder, "threads.json"), (state) => {
    if (state.phase !== "ready") return onState(state, name, null, routes);
    const settings = {
      provider: "embedded",
      label: "The embedded model",
      baseUrl: "http://embedded/v1",
      apiKey: NO_KEY,
      wire: "compatible" as const,
      local: true,
      defaultModel: name,
    };
    const opened = (routes ??= openProvider(settings, ports, runner.socketPath, state.sequences));
    const speaker: Speaker = {
      kind: "embedded",
      route: `embedded/${name}`,
      label: `${name}, on this machine`,
      why: "a model on this machine",
      open: (why) => opened.open(name, why),
    };
    onState(state, name, speaker, opened);
  });
  return {
    async close() {
      await routes?.close();
      await runner.close();
    },
  };
}
