/** Decides which voice speaks and changes it live: configured, found, on disk, fetched, at last rehearsal (SPEC L2). */
import { randomUUIDv7 } from "node:crypto";
import { freemem, availableParallelism } from "node:os";
import { join } from "node:path";
import { REHEARSAL_ROUTE } from "../../engine/model/rehearsal-voice.ts";
import { routeName, type EmbeddingModel, type LanguageModel } from "../../engine/model/language-model.ts";
import type { ConfiguredModels } from "../../schema/messages/models.ts";
import type { CallRecord, LedgerPorts } from "../../engine/model/with-ledger.ts";
import { acquireModel } from "./acquire/acquire-model.adapter.ts";
import { findModelFile } from "./acquire/find-model-file.adapter.ts";
import { HUB_URL } from "./acquire/hub-file.adapter.ts";
import { discoverEndpoint, USUAL_PLACES, type UsualPlace } from "./discover-endpoint.adapter.ts";
import { startEmbeddedSpeaker, type EmbeddedSpeaker } from "./embedded/embedded-speaker.adapter.ts";
import type { EmbeddedState } from "./embedded/run-embedded-model.process.ts";
import { listConfigured } from "./list-configured.ts";
import { parseRoute } from "./parse-route.ts";
import { endpointSettings, listProviders, type VoiceConfiguration } from "./provider-settings.ts";
import { openProvider, type ProviderRoutes } from "./provider-routes.adapter.ts";
import { readModelsFile } from "./read-models-file.adapter.ts";
import { openRehearsal } from "./rehearsal-route.adapter.ts";
import { seekConfigured, toSpeaker } from "./seek-configured.adapter.ts";
import type { Speaker } from "./speaker.ts";
import { createStatusBoard } from "./status-board.ts";
import type { Voices } from "./voices.ts";

export type VoiceDependencies = {
  recordCall(record: CallRecord): void;
  /** One line for the terminal. */
  log(line: string): void;
  /** Pause before each rehearsed word. */
  rehearsalWordMs?: number;
  /** Where voices are looked for; tests point these at servers of their own. */
  hubUrl?: string;
  python?: string;
  places?: UsualPlace[];
};

export type RunningVoices = Voices & {
  listConfigured(): ConfiguredModels;
  /** EMBEDDING_MODEL's; null where none is set or its provider makes no vectors: memory then goes by words. */
  readonly embeddingModel: EmbeddingModel | null;
};

/** @throws StartProblem when the price file is wrong; everything else is told through `status` */
export function createVoices(configuration: VoiceConfiguration, dependencies: VoiceDependencies): RunningVoices {
  const { log } = dependencies;
  const models = readModelsFile(configuration.PRICES_FILE);
  const ports: LedgerPorts = {
    prices: models,
    now: () => new Date(),
    newId: randomUUIDv7,
    recordCall: dependencies.recordCall,
  };
  const places = dependencies.places ?? USUAL_PLACES;
  const providers = new Map<string, ProviderRoutes>();
  const closing = new AbortController();
  const rehearse = openRehearsal(ports, dependencies.rehearsalWordMs);
  const rehearsal: Speaker = {
    kind: "rehearsal",
    route: routeName(REHEARSAL_ROUTE),
    label: "Rehearsal (scripted, no model)",
    why: "no model is ready",
    open: rehearse,
  };
  let speaker = rehearsal;
  let embedded: EmbeddedSpeaker | null = null;
  let embeddedVoice: Speaker | null = null;
  const board = createStatusBoard({ ...shown(rehearsal), arriving: null, problem: null }, () => performance.now());

  for (const settings of listProviders(configuration, models)) addProvider(openProvider(settings, ports));
  for (const { provider, label, url } of places) {
    const isNamed = [configuration.MODEL, configuration.EMBEDDING_MODEL].some((name) =>
      name?.startsWith(`${provider}/`),
    );
    if (isNamed && !providers.has(provider)) addProvider(openProvider(endpointSettings(provider, label, url), ports));
  }

  function addProvider(routes: ProviderRoutes): ProviderRoutes {
    providers.set(routes.settings.provider, routes);
    routes.queue.onWaiting(() =>
      board.update({ waiting: [...providers.values()].reduce((sum, { queue }) => sum + queue.waiting(), 0) }),
    );
    return routes;
  }

  function speakWith(next: Speaker): void {
    speaker = next;
    board.update({ ...shown(next), arriving: null, problem: null });
    log(`Voice: ${next.label}.`);
  }
  const tellProblem = (problem: string) => {
    if (board.get().problem !== problem) log(problem);
    board.update({ problem });
  };
  const tellArriving = (step: "looking" | "loading" | "measuring", model: string) =>
    board.update({ arriving: { step, model, receivedBytes: 0, totalBytes: null } });

  async function seek(): Promise<void> {
    if (configuration.VOICE === "rehearsal" || configuration.MODEL?.startsWith("rehearsal/"))
      return log(`Voice: ${rehearsal.label}.`);
    log(`Voice: ${rehearsal.label}, until a model is ready.`);
    const { signal } = closing;
    if (!configuration.MODEL?.startsWith("embedded/")) {
      tellArriving("looking", configuration.MODEL ?? "");
      const configured = await seekConfigured(configuration.MODEL, providers, signal, tellProblem);
      if (configured) return speakWith(configured);
      const found = await discoverEndpoint(signal, places);
      signal.throwIfAborted();
      if (found)
        return speakWith(
          toSpeaker(addProvider(openProvider(found.settings, ports)), found.model, "found on this machine"),
        );
    }
    const folder = join(configuration.DATA_DIR, "models");
    const file = (await findModelFile(folder, configuration.MODEL_FILE)) ?? (await fetchModel(folder));
    signal.throwIfAborted();
    embedded = startEmbeddedSpeaker(file, folder, ports, onEmbedded);
  }

  function fetchModel(folder: string): Promise<string> {
    return acquireModel({
      folder,
      choices: models.embedded,
      machine: { freeMemoryBytes: freemem(), cores: availableParallelism() },
      hubUrl: dependencies.hubUrl ?? HUB_URL,
      python: dependencies.python ?? (process.platform === "win32" ? "python" : "python3"),
      signal: closing.signal,
      onProgress: (arriving) => board.update({ arriving }),
      log,
    });
  }

  function onEmbedded(state: EmbeddedState, name: string, ready: Speaker | null, routes: ProviderRoutes | null): void {
    embeddedVoice = ready;
    if (ready && state.phase === "ready") {
      if (routes && providers.get("embedded") !== routes) addProvider(routes);
      log(
        `${name} speaks with ${state.threads} thread${state.threads === 1 ? "" : "s"}${state.tokensPerSecond ? `, ${Math.round(state.tokensPerSecond)} tokens a second` : ""}.`,
      );
      return speakWith(ready);
    }
    speaker = rehearsal;
    board.update(shown(rehearsal));
    if (state.phase === "loading" || state.phase === "measuring") return tellArriving(state.phase, name);
    board.update({ arriving: null });
    if (state.phase === "restarting") tellProblem(`${state.problem} It is started again.`);
    else if (state.phase === "failed") tellProblem(`${name} cannot be run: ${state.problem}`);
  }

  /** The named route, if it can be called now. */
  function openRoute(route: string, why: string): LanguageModel | null {
    const parsed = parseRoute(route);
    if (!parsed) return null;
    if (parsed.provider === "rehearsal") return rehearse(why);
    if (parsed.provider === "embedded") return embeddedVoice?.open(why) ?? null;
    return providers.get(parsed.provider)?.open(parsed.model, why) ?? null;
  }

  function openEmbedding(): EmbeddingModel | null {
    const wanted = configuration.EMBEDDING_MODEL;
    if (!wanted) return null;
    const { provider, model } = parseRoute(wanted)!;
    const embedding = providers.get(provider)?.openEmbedding(model, "EMBEDDING_MODEL names it") ?? null;
    if (!embedding)
      log(
        `EMBEDDING_MODEL names ${wanted}, but ${provider} ${providers.has(provider) ? "makes no vectors" : "is not configured"}. Memory goes by words.`,
      );
    return embedding;
  }

  seek().catch((error: Error) => {
    if (closing.signal.aborted) return;
    board.update({ arriving: null });
    tellProblem(error.message);
  });

  return {
    status: board.get,
    onStatus: board.onChange,
    modelFor(task, route) {
      const asked = route ?? (task === "light" ? configuration.LIGHT_MODEL : null);
      if (!asked) return speaker.open(speaker.why);
      const why = route ? "the persona's own voice" : "LIGHT_MODEL names it";
      return openRoute(asked, why) ?? speaker.open(`${asked} is not available; ${speaker.why}`);
    },
    embeddingModel: openEmbedding(),
    listConfigured: () =>
      listConfigured(
        configuration,
        models,
        [...providers.values()].map((routes) => routes.settings),
        board.get(),
        new Date().toISOString().slice(0, 10),
      ),
    async close() {
      closing.abort();
      await embedded?.close();
      await Promise.all([...providers.values()].map((routes) => routes.close()));
    },
  };
}

const shown = ({ kind, route, label }: Speaker) => ({ kind, route, label });
