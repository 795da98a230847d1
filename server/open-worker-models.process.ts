/** Opens the models that jobs of a worker call; their calls are paid for and recorded like those of a server. */
import { openWorkerBatches, type WorkerBatches } from "./batch/open-worker-batches.process.ts";
import { openBudgets } from "./budget/open-budgets.process.ts";
import { openChangeBus } from "./changes/open-change-bus.adapter.ts";
import type { Database } from "./database/open-database.store.ts";
import { DEFAULT_WORKSPACE_ID } from "./default-workspace.ts";
import { createLedger } from "./ledger/ledger.store.ts";
import { createModelSettings } from "./models/consent/model-settings.store.ts";
import { openWorkerEmbedding, type WorkerEmbedding } from "./models/open-worker-embedding.adapter.ts";
import { openWorkerVoices, type WorkerVoices } from "./models/open-worker-voices.adapter.ts";
import type { LocalPlaces } from "./models/search/seek-local.adapter.ts";
import type { VoiceDependencies } from "./models/voice-dependencies.ts";
import { createKeptPrefixRows } from "./prompt-cache/kept-prefixes.store.ts";
import { createLimiters } from "./redis/create-limiters.adapter.ts";
import { openRedis } from "./redis/open-redis.adapter.ts";
import { createRedisResponseCache } from "./redis/redis-response-cache.adapter.ts";
import type { ProcessPorts } from "./run-process.process.ts";

export type WorkerModels = { embedding: WorkerEmbedding; voices: WorkerVoices; batches: WorkerBatches };

type Ports = Pick<ProcessPorts, "configuration" | "secretFiles" | "dataFolder" | "say" | "reportTo" | "atEnd">;

/** Nothing is called or loaded until a job opens it. */
export async function openWorkerModels(
  { configuration, secretFiles, dataFolder, say, reportTo, atEnd }: Ports,
  database: Database,
  databaseUrl: string,
  places: LocalPlaces = {},
): Promise<WorkerModels> {
  const changes = await openChangeBus(databaseUrl, reportTo("changes"));
  atEnd(changes.close);
  const ledger = createLedger(database, say);
  const budget = await openBudgets(database, changes, ledger, { reportError: reportTo("budgets"), say });
  atEnd(budget.close);
  atEnd(ledger.close);
  const redis = configuration.REDIS_URL ? openRedis(configuration.REDIS_URL, say) : null;
  if (redis) atEnd(redis.close);
  const settings = createModelSettings(database, changes);
  const voiceConfiguration = { ...configuration, DATA_DIR: dataFolder, secretFiles };
  const dependencies: VoiceDependencies = {
    ...places,
    recordCall: ledger.recordCall,
    now: database.now,
    budget,
    log: say,
    createLimiter: createLimiters(redis?.client ?? null),
    tiers: { workspaceId: DEFAULT_WORKSPACE_ID, of: settings.tierOf, onChange: settings.onTierChange },
    ...(redis && { responseCache: createRedisResponseCache(redis.client) }),
    keptPrefixes: createKeptPrefixRows(database),
  };
  const embedding = openWorkerEmbedding(voiceConfiguration, dependencies, settings.tierOf);
  atEnd(embedding.close);
  const voices = openWorkerVoices(voiceConfiguration, dependencies, DEFAULT_WORKSPACE_ID);
  atEnd(voices.close);
  return { embedding, voices, batches: openWorkerBatches(database, settings.tierOf, budget.limitFirst) };
}
