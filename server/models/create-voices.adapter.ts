/** Decides which voice speaks and changes it live: configured, found, on disk, fetched, at last rehearsal (SPEC L2). */
import { createLiveBatch } from "../../engine/model/batch/create-live-batch.ts";
import type { Preference } from "../../engine/model/routing/choose-route.ts";
import { createCachedShares } from "../../engine/model/prompt-cache/cached-shares.ts";
import { REHEARSAL_ROUTE } from "../../engine/model/rehearsal/rehearsal-voice.ts";
import { createInProcessResponseCache } from "../../engine/model/response-cache/in-process-response-cache.ts";
import { shareAnswers } from "../../engine/model/response-cache/with-response-cache.ts";
import { withTelemetry } from "../../engine/model/wrappers/with-telemetry.ts";
import type { ComplianceTier } from "../../schema/messages/models.ts";
import { DEFAULT_WORKSPACE_ID } from "../account/open-accounts.process.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openPrefixKeeper } from "../prompt-cache/open-prefix-keeper.process.ts";
import { createLimiters } from "../redis/create-limiters.adapter.ts";
import { describeBaseModel, describeProblem } from "./describe-problem.ts";
import { describeVoice, REHEARSAL } from "./describe-voice.ts";
import { USUAL_PLACES } from "./providers/discover-endpoint.adapter.ts";
import { startEmbeddedSpeaker, type EmbeddedSpeaker } from "./embedded/embedded-speaker.adapter.ts";
import type { EmbeddedState } from "./embedded/run-embedded-model.process.ts";
import { listCandidates } from "./routing/list-candidates.ts";
import { describeChains, describeProvider } from "./providers/list-configured.ts";
import { openEmbedding } from "./open-embedding.ts";
import { overseeProviders } from "./providers/oversee-providers.adapter.ts";
import { endpointSettings, listProviders, type VoiceConfiguration } from "./providers/provider-settings.ts";
import { openProvider, type ProviderRoutes, type RoutePorts } from "./providers/provider-routes.adapter.ts";
import { readModelsFile } from "./read-models-file.adapter.ts";
import { openRehearsal } from "./routing/rehearsal-route.adapter.ts";
import { createRouting } from "./routing/route-calls.ts";
import { seekConfigured } from "./search/seek-configured.adapter.ts";
import { seekLocal } from "./search/seek-local.adapter.ts";
import { createStatusBoard } from "./status-board.ts";
import type { RunningVoices, VoiceDependencies } from "./voice-dependencies.ts";

/** Far above what talking needs: they stop what has run away. */
const PERSON_CALLS_A_MINUTE = 120;
const WORKSPACE_CALLS_A_MINUTE = 1200;
const REHEARSED_AT_ONCE = 4;

/** @throws StartProblem when the price file is wrong; everything else is told through `status` */
export function createVoices(configuration: VoiceConfiguration, dependencies: VoiceDependencies): RunningVoices {
  const { log, budget, tiers, watchCalls, createLimiter = createLimiters(null) } = dependencies;
  const clock = dependencies.now ?? (() => new Date());
  const models = readModelsFile(configuration.PRICES_FILE);
  const now = () => clock().toISOString();
  const ledger = {
    prices: models,
    now: clock,
    newId,
    recordCall: dependencies.recordCall,
    cachedShares: createCachedShares(Date.now),
    ...(budget && { budget }),
  };
  const rows = dependencies.keptPrefixes;
  const prefixes = rows && openPrefixKeeper({ ...ledger, rows, say: log });
  const ports: RoutePorts = {
    ...ledger,
    limits: {
      person: createLimiter("calls-of-person", PERSON_CALLS_A_MINUTE, 60),
      workspace: createLimiter("calls-of-workspace", WORKSPACE_CALLS_A_MINUTE, 60),
    },
    answers: shareAnswers(dependencies.responseCache ?? createInProcessResponseCache(Date.now)),
    ...(watchCalls && { watchCalls }),
    ...(prefixes && { prefixes }),
  };
  const providers = new Map<string, ProviderRoutes>();
  const closing = new AbortController();
  const rehearse = openRehearsal(ports, dependencies.rehearsalWordMs);
  const isSilent = configuration.VOICE === "rehearsal" || configuration.MODEL?.startsWith("rehearsal/");
  const board = createStatusBoard({ ...REHEARSAL, arriving: null, problem: null }, () => performance.now());
  let voice: Preference | null = null;
  let tier: ComplianceTier = "any";
  let searchProblem: string | null = null;
  let isSeekingHere = false;
  let embedded: EmbeddedSpeaker | null = null;

  const routing = createRouting({
    providers,
    candidates: (task, named) => (isSilent ? [] : listCandidates(providers.values(), named, task, models, now())),
    voice: () => voice,
    light: configuration.LIGHT_MODEL,
    tierOf: async (workspaceId) => (await tiers?.of(workspaceId)) ?? "any",
    knownTier: () => tier,
    shareLeft: (context) => budget?.shareLeft(context) ?? 1,
    rehearse,
    watch: (model) => (watchCalls ? withTelemetry(model, "call", watchCalls) : model),
  });

  for (const settings of listProviders(configuration, models)) addProvider(openProvider(settings, ports));
  for (const { provider, label, url } of dependencies.places ?? USUAL_PLACES) {
    const isNamed = [configuration.MODEL, configuration.EMBEDDING_MODEL].some((name) =>
      name?.startsWith(`${provider}/`),
    );
    if (isNamed && !providers.has(provider)) addProvider(openProvider(endpointSettings(provider, label, url), ports));
  }

  function addProvider(routes: ProviderRoutes): void {
    providers.set(routes.settings.provider, routes);
    // A provider that comes back has its listeners already: they are kept once.
    routes.queue.onWaiting(tellWaiting);
    routes.onChange(refresh);
  }

  function tellWaiting(): void {
    board.update({ waiting: [...providers.values()].reduce((sum, { queue }) => sum + queue.waiting(), 0) });
  }

  /** Brings screens and terminal up to date with who would speak now. */
  function refresh(): void {
    if (closing.signal.aborted) return;
    const first = routing.chain("speak")[0];
    const next = first ? describeVoice(first.route, providers.get(first.route.provider)!.settings.label) : REHEARSAL;
    const known = voice && describeProblem(voice, providers, models, tier, now());
    const { problem, told } = known ?? { problem: searchProblem, told: undefined };
    const before = board.get();
    if (next.label !== before.label) log(`Voice: ${next.label}.`);
    if (problem && problem !== before.problem) log(problem);
    if (next.route !== before.route || problem !== before.problem) board.update({ ...next, problem, told });
    if (!first && voice && !embedded) void seekHere().catch(tellSearch);
  }

  function speakWith(next: Preference): void {
    voice = next;
    searchProblem = null;
    board.update({ arriving: null });
    refresh();
  }
  function tellProblem(problem: string): void {
    searchProblem = problem;
    refresh();
  }
  const tellSearch = (error: Error) => {
    if (closing.signal.aborted) return;
    board.update({ arriving: null });
    tellProblem(error.message);
  };
  const tellArriving = (step: "looking" | "loading" | "measuring", model: string) =>
    board.update({ arriving: { step, model, receivedBytes: 0, totalBytes: null } });

  async function seek(): Promise<void> {
    if (isSilent) return log(`Voice: ${REHEARSAL.label}.`);
    log(`Voice: ${REHEARSAL.label}, until a model is ready.`);
    for (const routes of providers.values()) void routes.check();
    if (!configuration.MODEL?.startsWith("embedded/")) {
      tellArriving("looking", configuration.MODEL ?? "");
      const configured = await seekConfigured(configuration.MODEL, providers, closing.signal, tellProblem);
      if (configured) return speakWith(configured);
    }
    await seekHere();
  }

  async function seekHere(): Promise<void> {
    if (isSeekingHere) return;
    isSeekingHere = true;
    const found = await seekLocal({
      ...dependencies,
      folder: configuration.DATA_DIR,
      modelFile: configuration.MODEL_FILE,
      onlyEmbedded: configuration.MODEL?.startsWith("embedded/") ?? false,
      choices: models.embedded,
      signal: closing.signal,
      onProgress: (arriving) => board.update({ arriving }),
    });
    if (typeof found === "string") {
      embedded = startEmbeddedSpeaker(found, `${configuration.DATA_DIR}/models`, ports, onEmbedded);
      return;
    }
    addProvider(openProvider({ ...found.settings, defaultModel: found.model }, ports));
    speakHere(`${found.settings.provider}/${found.model}`, "found on this machine");
  }

  /** Where a configured voice may not speak, the local one stands in and leaves it its place. */
  const speakHere = (route: string, why: string) => (voice ? refresh() : speakWith({ route, why }));

  function onEmbedded(state: EmbeddedState, name: string, routes: ProviderRoutes | null): void {
    if (routes && state.phase === "ready") {
      if (providers.get("embedded") !== routes) addProvider(routes);
      searchProblem = state.talks ? null : describeBaseModel(name);
      board.update({ arriving: null });
      if (!state.talks) return refresh();
      log(
        `${name} speaks with ${state.threads} thread${state.threads === 1 ? "" : "s"}${state.tokensPerSecond ? `, ${Math.round(state.tokensPerSecond)} tokens a second` : ""}.`,
      );
      return speakHere(`embedded/${name}`, "a model on this machine");
    }
    providers.delete("embedded");
    if (state.phase === "loading" || state.phase === "measuring") tellArriving(state.phase, name);
    else board.update({ arriving: null });
    if (state.phase === "restarting") tellProblem(`${state.problem} It is started again.`);
    else if (state.phase === "failed") tellProblem(`${name} cannot be run: ${state.problem}`);
    else refresh();
  }

  async function workspaceTier(): Promise<ComplianceTier> {
    return (await tiers?.of(DEFAULT_WORKSPACE_ID)) ?? "any";
  }
  async function readTier(): Promise<void> {
    tier = await workspaceTier();
    refresh();
  }

  tiers?.onChange(() => void readTier().catch(tellSearch));
  void readTier().catch(tellSearch);
  seek().catch(tellSearch);

  return {
    status: board.get,
    onStatus: board.onChange,
    modelFor: (task, route) => routing.modelFor(task, route ?? null),
    ...overseeProviders(providers, rehearse, closing.signal),
    embeddingModel: openEmbedding(configuration.EMBEDDING_MODEL, providers, workspaceTier, log),
    openBatch(provider, model) {
      if (provider === REHEARSAL_ROUTE.provider) return createLiveBatch(rehearse("it can wait"), REHEARSED_AT_ONCE);
      return providers.get(provider)?.openBatch(model) ?? null;
    },
    tierOf: (provider) => providers.get(provider)?.settings.tier ?? "any",
    prices: models,
    describe: () => ({
      status: board.get(),
      lightRoute: configuration.LIGHT_MODEL ?? null,
      tier,
      providers: [...providers.values()].map((routes) => describeProvider(routes, models, now().slice(0, 10))),
      chains: describeChains(routing.chain),
    }),
    async close() {
      closing.abort();
      await embedded?.close();
      await prefixes?.close();
      await Promise.all([...providers.values()].map((routes) => routes.close()));
    },
  };
}
