/** The search for a voice: what is configured, then what this machine has or can fetch (SPEC L2). */
import { join } from "node:path";
import type { HubModel } from "../../../engine/model/price/price-table.ts";
import { message } from "../../../schema/messages/message.ts";
import { describeBaseModel } from "../describe-problem.ts";
import { REHEARSAL } from "../describe-voice.ts";
import { embeddedWriterSettings, type EmbeddedModels } from "../embedded/embedded-models.adapter.ts";
import type { WriterState } from "../embedded/run-embedded-models.process.ts";
import { findSharedWriter } from "../embedded/shared-model.adapter.ts";
import { openProvider, type ProviderRoutes } from "../providers/provider-routes.adapter.ts";
import type { RoutePorts } from "../providers/route-ports.ts";
import type { VoiceConfiguration } from "../providers/provider-settings.ts";
import type { StatusBoard } from "../status-board.ts";
import type { VoiceChoice } from "../voice-choice.ts";
import type { VoiceDependencies } from "../voice-dependencies.ts";
import { seekConfigured } from "./seek-configured.adapter.ts";
import { seekLocal, type LocalPlaces } from "./seek-local.adapter.ts";

export type VoiceSearchPorts = {
  configuration: Pick<VoiceConfiguration, "DATA_DIR" | "MODEL" | "MODEL_FILE">;
  places: LocalPlaces & Pick<VoiceDependencies, "isWorker">;
  /** Models that may be fetched. */
  choices: HubModel[];
  routePorts: RoutePorts;
  embedded: EmbeddedModels;
  providers: Map<string, ProviderRoutes>;
  addProvider(routes: ProviderRoutes): void;
  board: StatusBoard;
  choice: VoiceChoice;
  signal: AbortSignal;
  log(line: string): void;
};

export function createVoiceSearch(ports: VoiceSearchPorts) {
  const { configuration, providers, addProvider, board, choice, signal, log } = ports;
  const { MODEL } = configuration;
  let isSeekingHere = false;
  let hasEmbedded = false;

  const showArriving = (step: "looking" | "loading" | "measuring", model: string) =>
    board.update({ arriving: { step, model, receivedBytes: 0, totalBytes: null } });

  async function seek(): Promise<void> {
    log(`Voice: ${REHEARSAL.label}, until a model is ready.`);
    for (const routes of providers.values()) void routes.check();
    if (!MODEL?.startsWith("embedded/")) {
      showArriving("looking", MODEL ?? "");
      const configured = await seekConfigured(MODEL, providers, signal, choice.reportProblem);
      if (configured) return choice.speakWith(configured);
    }
    await seekHere();
  }

  async function seekHere(): Promise<void> {
    if (isSeekingHere) return;
    isSeekingHere = true;
    const { isWorker, ...places } = ports.places;
    if (isWorker && (await speakWithShared())) return;
    const found = await seekLocal({
      ...places,
      folder: configuration.DATA_DIR,
      modelFile: configuration.MODEL_FILE,
      onlyEmbedded: MODEL?.startsWith("embedded/") ?? false,
      choices: isWorker ? null : ports.choices,
      signal,
      onProgress: (arriving) => board.update({ arriving }),
      log,
    });
    if (typeof found === "string") {
      ports.embedded.loadWriter("voice", found, onEmbedded);
      hasEmbedded = true;
      return;
    }
    addProvider(openProvider({ ...found.settings, defaultModel: found.model }, ports.routePorts));
    choice.speakHere({ route: `${found.settings.provider}/${found.model}`, why: message("why-found-here") });
  }

  /** @returns whether a server of this data folder runs a voice */
  async function speakWithShared(): Promise<boolean> {
    const shared = await findSharedWriter(join(configuration.DATA_DIR, "models"), "voice");
    signal.throwIfAborted();
    if (!shared) return false;
    const { name, socketPath, sequences, talks } = shared;
    addProvider(openProvider(embeddedWriterSettings("voice", shared), ports.routePorts, socketPath, sequences));
    if (talks) choice.speakHere({ route: `embedded/${name}`, why: message("why-model-here") });
    else choice.reportProblem(describeBaseModel(name));
    return true;
  }

  function onEmbedded(state: WriterState, name: string, routes: ProviderRoutes | null): void {
    if (routes && state.phase === "ready") {
      if (providers.get("embedded") !== routes) addProvider(routes);
      choice.noteProblem(state.talks ? null : describeBaseModel(name));
      board.update({ arriving: null });
      if (!state.talks) return choice.refresh();
      log(
        `${name} speaks with ${state.threads} thread${state.threads === 1 ? "" : "s"}${state.tokensPerSecond ? `, ${Math.round(state.tokensPerSecond)} tokens a second` : ""}.`,
      );
      return choice.speakHere({ route: `embedded/${name}`, why: message("why-model-here") });
    }
    providers.delete("embedded");
    if (state.phase === "loading" || state.phase === "measuring") showArriving(state.phase, name);
    else board.update({ arriving: null });
    if (state.phase === "restarting") choice.reportProblem(message("model-restarts", { problem: state.problem }));
    else if (state.phase === "failed")
      choice.reportProblem(message("model-cannot-run", { model: name, problem: state.problem }));
    else choice.refresh();
  }

  return {
    seek,
    /** None of the voices found so far can speak. */
    async standIn(): Promise<void> {
      if (!hasEmbedded) await seekHere();
    },
  };
}
