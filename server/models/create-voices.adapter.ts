/** Decides which voice speaks and changes it while running: configured, found, on disk, fetched, otherwise rehearsal (SPEC L2). */
import { join } from "node:path";
import { createLiveBatch } from "../../engine/model/batch/create-live-batch.ts";
import { REHEARSAL_ROUTE } from "../../engine/model/rehearsal/rehearsal-voice.ts";
import type { BatchProvider } from "../../engine/model/batch/batch-provider.ts";
import type { LanguageModel, Route } from "../../engine/model/language-model.ts";
import type { Scope } from "../../engine/scope/scope.ts";
import { message, type Message } from "../../schema/messages/message.ts";
import type { ComplianceTier } from "../../schema/messages/models.ts";
import type { VoiceStatus } from "../../schema/messages/voice.ts";
import { describeProblem } from "./describe-problem.ts";
import { REHEARSAL } from "./describe-voice.ts";
import { openEmbedding } from "./open-embedding.ts";
import { openRoutePorts } from "./open-route-ports.adapter.ts";
import { USUAL_PLACES } from "./providers/discover-endpoint.adapter.ts";
import { describeChains, describeProvider } from "./providers/list-configured.ts";
import { listNamed } from "./providers/list-named.ts";
import { createProviderDiagnostics } from "./providers/provider-diagnostics.adapter.ts";
import { openProvider, type ProviderRoutes } from "./providers/provider-routes.adapter.ts";
import type { VoiceConfiguration } from "./providers/provider-settings.ts";
import { readModelsFile } from "./read-models-file.adapter.ts";
import { findCandidate, listCandidates } from "./routing/list-candidates.ts";
import { openRehearsal } from "./routing/rehearsal-route.adapter.ts";
import { createModelSkills, type ModelSkills } from "./skill/model-skills.adapter.ts";
import { createRouting, type Routing } from "./routing/route-calls.ts";
import { createEmbeddedModels, embeddedBaseRoute } from "./embedded/embedded-models.adapter.ts";
import { seekBaseModel } from "./search/base-model-search.adapter.ts";
import { createEmbeddingSearch } from "./search/embedding-search.adapter.ts";
import { createVoiceSearch } from "./search/voice-search.adapter.ts";
import { createStatusBoard, type StatusBoard } from "./status-board.ts";
import { createVoiceChoice } from "./voice-choice.ts";
import type { RunningVoices, VoiceDependencies } from "./voice-dependencies.ts";

const REHEARSED_AT_ONCE = 4;
const FIRST_STATUS: VoiceStatus = {
  ...REHEARSAL,
  arriving: null,
  problem: null,
  memory: { model: null, arriving: null, problem: null },
};

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
  const board = createStatusBoard(FIRST_STATUS, () => performance.now());
  const tiers = followTier(dependencies.tiers);

  const skills = createModelSkills(join(configuration.DATA_DIR, "models", "skills.json"), log);
  const routing = createRouting({
    providers,
    candidates: (task, named) =>
      isSilent ? [] : listCandidates({ providers, prices: models, skillOf: skills.of, at: now }, named, task),
    candidate: (name) => (isSilent ? null : findCandidate(providers, name)),
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
    skillOf: skills.of,
    chain: () => routing.chain("speak"),
    describeProblem: (voice) => describeProblem(voice, providers, models, tiers.known(), now()),
    onSpeechless: () => void search.standIn().catch(choice.reportFailure),
    signal: closing.signal,
    log,
  });
  const { addProvider, onPeopleCalls } = followProviders(providers, board, choice.refresh);
  const embedded = createEmbeddedModels(join(configuration.DATA_DIR, "models"), ports, !dependencies.isWorker);
  const shared = { configuration, places: dependencies, providers, embedded, board, signal: closing.signal, log };
  const search = createVoiceSearch({ ...shared, choices: models.embedded, routePorts: ports, addProvider, choice });

  for (const settings of listNamed(configuration, models, dependencies.places ?? USUAL_PLACES))
    addProvider(openProvider(settings, ports));
  tiers.follow(choice.refresh, choice.reportFailure);
  const configured = openEmbedding(configuration.EMBEDDING_MODEL, providers, tiers.of, log);
  const embedding = createEmbeddingSearch({ ...shared, configured, models });
  if (!dependencies.isWorker) void embedding.seek();
  if (isSilent) log(`Voice: ${REHEARSAL.label}.`);
  else search.seek().catch(choice.reportFailure);

  return {
    status: board.get,
    onStatus: board.onChange,
    isFree: () => routing.chain("speak")[0]?.route.local ?? true,
    onPeopleCalls,
    modelFor: (task, route) => routing.modelFor(task, route ?? null),
    onlyModel: routing.onlyModel,
    ...learnWhenUsed(skills, providers, routing.chain, choice.refresh),
    ...createProviderDiagnostics(providers, rehearse, closing.signal),
    embedding,
    baseSettled: isSilent ? Promise.resolve() : seekBaseModel({ ...shared, routePorts: ports, addProvider }),
    openBatch: (provider, model) => openBatchOf(providers, rehearse, provider, model),
    tierOf: (provider) => providers.get(provider)?.settings.tier ?? "any",
    prices: models,
    policies: ports.policies,
    describe: () => ({
      status: board.get(),
      ...nameRoutes(configuration),
      tier: tiers.known(),
      providers: [...providers.values()].map((routes) => describeProvider(routes, models, now().slice(0, 10))),
      chains: describeChains(routing.chain),
      policies: ports.policies,
    }),
    async close() {
      closing.abort();
      await tiers.close();
      await embedded.close();
      await ports.prefixes?.close();
      await Promise.all([...providers.values()].map((routes) => routes.close()));
    },
  };
}

const nameRoutes = ({ LIGHT_MODEL, BASE_MODEL, BASE_FILE }: VoiceConfiguration) => ({
  lightRoute: LIGHT_MODEL ?? null,
  baseRoute: BASE_MODEL ?? (BASE_FILE === undefined ? null : embeddedBaseRoute(BASE_FILE)),
});

/** The rehearsal voice has no batch API: its calls are made one by one. */
const openBatchOf = (
  providers: ReadonlyMap<string, ProviderRoutes>,
  rehearse: (why: Message) => LanguageModel,
  provider: string,
  model: string,
): BatchProvider | null =>
  provider === REHEARSAL_ROUTE.provider
    ? createLiveBatch(rehearse(message("why-can-wait")), REHEARSED_AT_ONCE)
    : (providers.get(provider)?.openBatch(model) ?? null);

/** Probes the models that are first in line, later any other one when it is asked to speak; none elsewhere: that costs money. */
function learnWhenUsed(
  skills: ModelSkills,
  providers: ReadonlyMap<string, ProviderRoutes>,
  chain: Routing["chain"],
  onLearned: () => void,
): Pick<RunningVoices, "skillOf" | "learnSkills"> {
  let probing: Scope | null = null;
  async function learn({ provider, model, local }: Route, scope: Scope): Promise<void> {
    const routes = providers.get(provider);
    if (!local || !routes) return;
    const { baseUrl, weights = "" } = routes.settings;
    const calls = routes.open(model, message("why-skill-probe"));
    if (await skills.learn(calls, `${baseUrl} ${weights}`, { ...scope, task: "check" })) onLearned();
  }
  return {
    skillOf(route) {
      if (probing) void learn(route, probing);
      return skills.of(route);
    },
    async learnSkills(scope) {
      probing = scope;
      const firsts = [chain("speak")[0], chain("decide")[0]];
      for (const first of firsts) if (first) await learn(first.route, scope);
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

/** Where text may be sent; the place's own tier is cached. */
function followTier(tiers: VoiceDependencies["tiers"]) {
  let known: ComplianceTier = "any";
  let reading: Promise<void> = Promise.resolve();
  let unsubscribe = (): void => undefined;
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
      const readAgain = () => void (reading = read().catch(onError));
      if (tiers) unsubscribe = tiers.onChange(readAgain);
      readAgain();
    },
    close(): Promise<void> {
      unsubscribe();
      return reading;
    },
  };
}
