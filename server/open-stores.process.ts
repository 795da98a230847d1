/** The database, what is shared with other servers, and the stores of people and personas. */
import { join } from "node:path";
import { openAccounts } from "./account/open-accounts.process.ts";
import { DEFAULT_WORKSPACE_ID } from "./default-workspace.ts";
import { openChangeBus } from "./changes/open-change-bus.adapter.ts";
import { newId } from "./database/new-id.adapter.ts";
import { openOwnDatabase } from "./database/open-own-database.process.ts";
import { openJobs } from "./jobs/open-jobs.process.ts";
import { openData } from "./open-data.process.ts";
import { seedCasts } from "./persona/casts.process.ts";
import { createPersonaStore } from "./persona/persona.store.ts";
import { createPersonas } from "./persona/personas.ts";
import { createLimiters } from "./redis/create-limiters.adapter.ts";
import { openRedis } from "./redis/open-redis.adapter.ts";
import { keepPoolsSeeded } from "./survey/backstory/authored-backstories.process.ts";
import { createBackstoryPool } from "./survey/backstory/backstory-pool.store.ts";
import { openTelemetry } from "./telemetry/open-telemetry.process.ts";
import type { StartPorts } from "./start-ports.ts";

export type Stores = Awaited<ReturnType<typeof openStores>>;

export async function openStores(ports: StartPorts) {
  const { configuration, log, say, warnOperator, reportTo, giveUp, now } = ports;
  const ownDatabase = configuration.DATABASE_URL
    ? null
    : await openOwnDatabase(join(ports.dataFolder, "postgres"), ports.publicUrl, {
        onNews: warnOperator,
        onLost: giveUp,
      });
  if (ownDatabase) ports.atEnd(ownDatabase.close);
  const databaseUrl = configuration.DATABASE_URL ?? ownDatabase!.url;
  const database = await openData(ports, databaseUrl);
  const telemetry = openTelemetry({
    version: ports.version,
    otlpEndpoint: configuration.OTEL_EXPORTER_OTLP_ENDPOINT,
    log,
  });
  ports.atEnd(telemetry.close);
  const jobs = openJobs(database, databaseUrl, log);
  ports.atEnd(jobs.close);
  const redis = configuration.REDIS_URL ? openRedis(configuration.REDIS_URL, say) : null;
  if (redis) ports.atEnd(redis.close);
  const createLimiter = createLimiters(redis?.client ?? null);
  const changes = await openChangeBus(databaseUrl, reportTo("changes"));
  ports.atEnd(changes.close);
  const personaStore = createPersonaStore(database, reportTo("personas"));
  const accounts = await openAccounts(database, DEFAULT_WORKSPACE_ID, personaStore.castNames);
  await seedCasts(personaStore, ports.castsFolder, DEFAULT_WORKSPACE_ID, ports.places.values());
  const backstoryPool = createBackstoryPool(database);
  ports.atEnd(await keepPoolsSeeded({ pool: backstoryPool, folder: ports.backstoriesFolder, database, changes }));
  const personas = createPersonas({
    store: personaStore,
    changes,
    newId,
    now,
    isPlace: (placeId) => ports.places.has(placeId),
  });
  return {
    ownDatabase,
    databaseUrl,
    database,
    telemetry,
    jobs,
    redis,
    createLimiter,
    changes,
    accounts,
    personas,
    backstoryPool,
  };
}
