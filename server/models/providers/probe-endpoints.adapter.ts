/** For `npm run doctor -- --models`: what each live endpoint can do, probed by small calls, as a plain table. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallScope } from "../../../engine/model/language-model.ts";
import { scopeOfSystem } from "../../../engine/scope/scope.ts";
import { probeModel, PROBES, type Ability } from "../../../engine/model/providers/probe-model.ts";
import type { CallRecord } from "../../../engine/model/wrappers/with-ledger.ts";
import { findModelFile } from "../acquire/find-model-file.adapter.ts";
import { inEnglish, message } from "../../../schema/messages/message.ts";
import { describeBaseModel } from "../describe-problem.ts";
import { discoverEndpoint, listModels, type UsualPlace } from "./discover-endpoint.adapter.ts";
import { createEmbeddedModels } from "../embedded/embedded-models.adapter.ts";
import type { WritingRole } from "../embedded/embedded-model.program.ts";
import { parseRoute } from "../routing/parse-route.ts";
import { openProvider, type ProviderRoutes } from "./provider-routes.adapter.ts";
import type { RoutePorts } from "./route-ports.ts";
import { listProviders, type ProviderSettings, type VoiceConfiguration } from "./provider-settings.ts";
import { readPoliciesFile } from "../read-policies-file.adapter.ts";
import { readModelsFile } from "../read-models-file.adapter.ts";

const ENDPOINT_TIMEOUT_MS = 180_000;
const NAME_WIDTH = 18;

/**
 * Yields line by line, so that a slow endpoint does not delay the others.
 * @param workspaceId for which they are asked
 */
export async function* probeEndpoints(
  workspaceId: string,
  configuration: VoiceConfiguration,
  places?: UsualPlace[],
): AsyncGenerator<string> {
  const models = readModelsFile(configuration.PRICES_FILE);
  const found = await discoverEndpoint(AbortSignal.timeout(ENDPOINT_TIMEOUT_MS), places);
  const configured = listProviders(configuration, models);
  const isConfigured = configured.some(({ provider }) => provider === found?.settings.provider);
  const endpoints = found && !isConfigured ? [...configured, found.settings] : configured;
  const file = await findModelFile(join(configuration.DATA_DIR, "models"), "MODEL_FILE", configuration.MODEL_FILE);
  if (endpoints.length === 0 && !file)
    yield "no provider is configured, no model server was found on this machine, and no model is on its disk";
  let costNano = 0;
  const ports = {
    prices: models,
    policies: readPoliciesFile(configuration.POLICIES_FILE),
    now: () => new Date(),
    newId: randomUUID,
    recordCall: ({ cost }: CallRecord) => void (costNano += cost.totalNano),
  };
  for (const settings of endpoints) {
    const routes = openProvider(settings, ports);
    try {
      const model = await chooseModel(settings, configuration.MODEL, AbortSignal.timeout(ENDPOINT_TIMEOUT_MS));
      yield `${settings.label}: ${model}`;
      yield* examineRoute(routes, workspaceId, model, namedModel(settings, configuration.EMBEDDING_MODEL));
    } catch (error) {
      yield `${settings.label}: ${(error as Error).message}`;
    } finally {
      await routes.close();
    }
  }
  if (file) yield* examineFile("voice", file, workspaceId, ports);
  if (configuration.BASE_FILE) yield* examineFile("base", configuration.BASE_FILE, workspaceId, ports);
  yield `these calls cost ${(costNano / 1e9).toFixed(6)} dollars`;
}

async function* examineRoute(
  routes: ProviderRoutes,
  workspaceId: string,
  model: string,
  embedding: string | null,
): AsyncGenerator<string> {
  const signal = AbortSignal.timeout(ENDPOINT_TIMEOUT_MS);
  const scope: CallScope = { ...scopeOfSystem(workspaceId, "doctor", signal), task: "check" };
  const vectors = embedding === null ? null : routes.openEmbedding(embedding, message("why-tried-by-hand"));
  const abilities = await probeModel(routes.open(model, message("why-tried-by-hand")), vectors, scope);
  for (const probe of PROBES) yield toLine(probe, abilities[probe]);
}

/** Loads the model that `npm start` would load. */
async function* examineFile(
  role: WritingRole,
  file: string,
  workspaceId: string,
  ports: RoutePorts,
): AsyncGenerator<string> {
  const folder = await mkdtemp(join(tmpdir(), "dramatis-doctor-"));
  const loaded = Promise.withResolvers<ProviderRoutes>();
  const embedded = createEmbeddedModels(folder, ports, false);
  embedded.loadWriter(role, file, (state, name, routes) => {
    if (routes) loaded.resolve(routes);
    else if (state.phase === "failed") loaded.reject(new Error(`${name} cannot be run: ${state.problem}`));
  });
  try {
    const routes = await loaded.promise;
    const model = routes.settings.defaultModel!;
    yield `${routes.settings.label}: ${model}`;
    if (role === "voice" && !routes.talks(model)) yield `  ${inEnglish(describeBaseModel(model))}`;
    yield* examineRoute(routes, workspaceId, model, null);
  } catch (error) {
    yield `The model on disk: ${(error as Error).message}`;
  } finally {
    await embedded.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const toLine = (probe: string, { able, note }: Ability): string =>
  `  ${probe.padEnd(NAME_WIDTH)} ${able ? "yes" : "no "}${note && `  ${note}`}`.trimEnd();

/** The model of a setting like `provider/model` when it belongs to this provider. */
function namedModel({ provider }: ProviderSettings, setting: string | undefined): string | null {
  const route = setting ? parseRoute(setting) : null;
  return route?.provider === provider ? route.model : null;
}

/** @throws an Error with a message for people when the server must be asked and does not answer */
async function chooseModel(
  settings: ProviderSettings,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const model = namedModel(settings, wanted) ?? settings.defaultModel ?? (await listModels(settings, signal))[0];
  if (model) return model;
  throw new Error("it lists no model that can speak.");
}
