/** Decides which voice speaks and changes it while running: configured, found, on disk, fetched, otherwise rehearsal (SPEC L2). */
import { createLiveBatch } from "../../engine/model/batch/create-live-batch.ts";
import type { ModelsFile } from "../../engine/model/price/price-table.ts";
import { REHEARSAL_ROUTE } from "../../engine/model/rehearsal/rehearsal-voice.ts";
import { message } from "../../schema/messages/message.ts";
import type { ComplianceTier } from "../../schema/messages/models.ts";
import { describeProblem } from "./describe-problem.ts";
import { REHEARSAL } from "./describe-voice.ts";
import { openEmbedding } from "./open-embedding.ts";
import { openRoutePorts } from "./open-route-ports.adapter.ts";
import { USUAL_PLACES, type UsualPlace } from "./providers/discover-endpoint.adapter.ts";
import { describeChains, describeProvider } from "./providers/list-configured.ts";
import { createProviderDiagnostics } from "./providers/provider-diagnostics.adapter.ts";
import { openProvider, type ProviderRoutes } from "./providers/provider-routes.adapter.ts";
import {
  endpointSettings,
  listProviders,
  type ProviderSettings,
  type VoiceConfiguration,
} from "./providers/provider-settings.ts";
import { readModelsFile } from "./read-models-file.adapter.ts";
import { listCandidates } from "./routing/list-candidates.ts";
import { openRehearsal } from "./routing/rehearsal-route.adapter.ts";
import { createRouting } from "./routing/route-calls.ts";
import { createVoiceSearch } from "./search/voice-search.adapter.ts";
import { createStatusBoard, type StatusBoard } from "./status-board.ts";
import { createVoiceChoice } from "./voice-choice.ts";
import type { RunningVoices, VoiceDependencies } from "./voice-dependencies.ts";

const REHEARSED_AT_ONCE = 4;

/** @throws StartProblem when the price file is wrong; everything else is reported through `status` */
export function createVoices(configuration: VoiceConfiguration, dependencies: VoiceDependencies): RunningVoices {
  const { log, budget, watchCalls } = dependencies;
  const models = readModelsFile(configuration.PRICES_FILE);
  const ports = openRoutePorts(models, configuration.POLICIES_FILE, dependencies);
  const now = () => ports.now().toISOString();
  const providers = new Map<string, ProviderRoutes>();
  const closing = new AbortController();
  const rehearse = openRehearsal(ports, dependencies.rehearsalWordMs);
  const isSilent = configuration.VOICE === "rehearsal" || configuration.MODEL?.startsWith("rehearsal/");
  const board = createStatusBoard({ ...REHEARSAL, arriving: null, problem: null }, () => performance.now());
  const tiers = followTier(dependencies.tiers);

  const routing = createRouting({
    providers,
    candidates: (task, named) => (isSilent ? [] : listCandidates(providers.values(), named, task, models, now())),
    voice: () => choice.voice(),
    light: configuration.LIGHT_MODEL,
    tierOf: tiers.of,
    knownTier: tiers.known,
    shareLeft: (payer) => budget?.shareLeft(payer) ?? 1,
    rehearse,
    watchCalls,
    policies: ports.policies,
  });
  const choice = createVoiceChoice({
    board,
    providers,
    chain: () => routing.chain("speak"),
    describeProblem: (voice) => describeProblem(voice, providers, models, tiers.known(), now()),
    onSpeechless: () => void search.standIn().catch(choice.reportFailure),
    signal: closing.signal,
    log,
  });
  const { addProvider, onPeopleCalls } = followProviders(providers, board, choice.refresh);
  const search = createVoiceSearch({
    configuration,
    places: dependencies,
    choices: models.embedded,
    routePorts: ports,
    providers,
    addProvider,
    board,
    choice,
    signal: closing.signal,
    log,
  });

  for (const settings of listConfigured(configuration, models, dependencies.places ?? USUAL_PLACES))
    addProvider(openProvider(settings, ports));
  tiers.follow(choice.refresh, choice.reportFailure);
  if (isSilent) log(`Voice: ${REHEARSAL.label}.`);
  else search.seek().catch(choice.reportFailure);

  return {
    status: board.get,
    onStatus: board.onChange,
    isFree: () => routing.chain("speak")[0]?.route.local ?? true,
    onPeopleCalls,
    modelFor: (task, route) => routing.modelFor(task, route ?? null),
    ...createProviderDiagnostics(providers, rehearse, closing.signal),
    embeddingModel: openEmbedding(configuration.EMBEDDING_MODEL, providers, tiers.of, log),
    openBatch: (provider, model) =>
      provider === REHEARSAL_ROUTE.provider
        ? createLiveBatch(rehearse(message("why-can-wait")), REHEARSED_AT_ONCE)
        : (providers.get(provider)?.openBatch(model) ?? null),
    tierOf: (provider) => providers.get(provider)?.settings.tier ?? "any",
    prices: models,
    describe: () => ({
      status: board.get(),
      lightRoute: configuration.LIGHT_MODEL ?? null,
      tier: tiers.known(),
      providers: [...providers.values()].map((routes) => describeProvider(routes, models, now().slice(0, 10))),
      chains: describeChains(routing.chain),
      policies: ports.policies,
    }),
    async close() {
      closing.abort();
      await search.close();
      await ports.prefixes?.close();
      await Promise.all([...providers.values()].map((routes) => routes.close()));
    },
  };
}

/** `addProvider` adds a provider, whose queue and health are shown from then on. */
function followProviders(providers: Map<string, ProviderRoutes>, board: StatusBoard, refresh: () => void) {
  const peopleCalls = countPeopleCalls(providers);
  let waiting = 0;
  const updateWaiting = () => {
    const before = waiting;
    waiting = [...providers.values()].reduce((sum, { queue }) => sum + queue.waiting(), 0);
    if (waiting !== before) board.update({ waiting });
  };
  const addProvider = (routes: ProviderRoutes): void => {
    providers.set(routes.settings.provider, routes);
    // A provider that comes back already has its listeners, which are only added once.
    routes.queue.onChange(updateWaiting);
    routes.queue.onChange(peopleCalls.update);
    routes.onChange(refresh);
  };
  return { addProvider, onPeopleCalls: peopleCalls.on };
}

/** Counts calls that people wait for on this machine or network, which other calls there would slow down. */
function countPeopleCalls(providers: ReadonlyMap<string, ProviderRoutes>) {
  const listeners = new Set<(calls: number) => void>();
  let calls = 0;
  return {
    update(): void {
      const before = calls;
      calls = [...providers.values()].reduce(
        (sum, { settings, queue }) => sum + (settings.local ? queue.forPeople() : 0),
        0,
      );
      if (calls !== before) listeners.forEach((listener) => listener(calls));
    },
    on(listener: (calls: number) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Every provider that the configuration names. */
function listConfigured(
  configuration: VoiceConfiguration,
  models: ModelsFile,
  places: readonly UsualPlace[],
): ProviderSettings[] {
  const listed = listProviders(configuration, models);
  for (const { provider, label, url } of places) {
    const isNamed = [configuration.MODEL, configuration.EMBEDDING_MODEL].some((name) =>
      name?.startsWith(`${provider}/`),
    );
    if (isNamed && !listed.some((settings) => settings.provider === provider))
      listed.push(endpointSettings(provider, label, url));
  }
  return listed;
}

/** Where text may be sent; the place's own tier is cached. */
function followTier(tiers: VoiceDependencies["tiers"]) {
  let known: ComplianceTier = "any";
  const of = async (workspaceId: string): Promise<ComplianceTier> => (await tiers?.of(workspaceId)) ?? "any";
  const ofPlace = async () => (tiers ? of(tiers.workspaceId) : "any");
  return {
    of,
    known: () => known,
    follow(onKnown: () => void, onError: (error: Error) => void): void {
      const read = async () => {
        known = await ofPlace();
        onKnown();
      };
      tiers?.onChange(() => void read().catch(onError));
      void read().catch(onError);
    },
  };
}
