/** Composition root of the live server: reads the configuration, wires the parts, starts them, and ends them in order. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createMinds } from "../engine/mind/create-minds.ts";
import { accountRoutes } from "./account/account.route.ts";
import { DEFAULT_WORKSPACE_ID, openAccounts } from "./account/open-accounts.process.ts";
import { openSignInNews } from "./account/sign-in-news.adapter.ts";
import { openBatches } from "./batch/open-batches.process.ts";
import { hasPaidKey } from "./budget/first-budgets.ts";
import { openBudgets } from "./budget/open-budgets.process.ts";
import { chatRoutes } from "./chat/chat.route.ts";
import { createChatStore } from "./chat/chat.store.ts";
import { createChat } from "./chat/chat.ts";
import { createCircleHost } from "./circle/circle-host.ts";
import { systemClock } from "./circle/system-clock.adapter.ts";
import { readConfiguration } from "./configuration/read-configuration.process.ts";
import { createConversationReading } from "./conversation/conversation-reading.store.ts";
import { createConversationStore } from "./conversation/conversation.store.ts";
import { conversationRoutes } from "./conversation/conversations.route.ts";
import { newId } from "./database/new-id.adapter.ts";
import { openDatabase } from "./database/open-database.store.ts";
import { openHost } from "./database/open-host.process.ts";
import { openOwnDatabase } from "./database/open-own-database.process.ts";
import { StartProblem } from "./database/start-problem.ts";
import { createHttpApp } from "./http/create-http-app.middleware.ts";
import { listen } from "./http/listen.process.ts";
import { openLog } from "./http/open-log.process.ts";
import { createRoomServer } from "./http/room-server.adapter.ts";
import { openDailyJobs } from "./jobs/open-daily-jobs.process.ts";
import { createLedger } from "./ledger/ledger.store.ts";
import { estimateRoutes } from "./ledger/estimate.route.ts";
import { createTurnSampleStore } from "./ledger/turn-samples.store.ts";
import { usageRoutes } from "./ledger/usage.route.ts";
import { createUsageStore } from "./ledger/usage.store.ts";
import { memoryRoutes } from "./memory/memory.route.ts";
import { createMemoryStore } from "./memory/memory.store.ts";
import { createRanker } from "./memory/ranker.adapter.ts";
import { readTemplates, seedCasts } from "./persona/casts.process.ts";
import { personaRoutes } from "./persona/persona.route.ts";
import { createPersonaStore } from "./persona/persona.store.ts";
import { createPersonas } from "./persona/personas.ts";
import { MAX_MESSAGE_BYTES } from "./place/place.room.ts";
import { placeRoutes } from "./place/place.route.ts";
import { readPlaces } from "./place/places.store.ts";
import { createReconnectionGuard } from "./place/presence/reconnection-guard.adapter.ts";
import { registerPlaceRoom } from "./place/register-place-room.adapter.ts";
import { createKeptPrefixRows } from "./prompt-cache/kept-prefixes.store.ts";
import { openReconciliation } from "./reconciliation/open-reconciliation.process.ts";
import { createLimiters } from "./redis/create-limiters.adapter.ts";
import { openRedis } from "./redis/open-redis.adapter.ts";
import { createRedisResponseCache } from "./redis/redis-response-cache.adapter.ts";
import { openTelemetry } from "./telemetry/open-telemetry.process.ts";
import { consentRoutes } from "./models/consent/consent.route.ts";
import { createVoices } from "./models/create-voices.adapter.ts";
import { createModelSettings } from "./models/consent/model-settings.store.ts";
import { modelsRoutes } from "./models/models.route.ts";

const now = () => new Date();
/** Longer than circles and Postgres take when each needs all its time. */
const SHUTDOWN_TIMEOUT_MS = 28_000;
const STOP_ECHO_MS = 1000;
const PROJECT_FOLDER = resolve(import.meta.dirname, "..");
const CASTS_FOLDER = join(PROJECT_FOLDER, "casts");

/** How to end what has been started, newest last; done in the opposite order. */
const endings: (() => Promise<unknown>)[] = [];
// Where nobody reads any more (a closed terminal, `| head`), the server still runs, and still stops when told to.
const stayCalm = () => undefined;
process.stdout.on("error", stayCalm);
process.stderr.on("error", stayCalm);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { log, hideSecrets } = openLog();
const reportTo = (area: string) => (error: unknown) => log.error({ err: error }, area);
/** For whoever runs it: on screen and in the log. */
const tell = (text: string): void => {
  say(text);
  log.warn(text);
};

let ending: Promise<void> | null = null;
function end(exitCode: number): Promise<void> {
  ending ??= (async () => {
    setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref();
    for (const step of endings.toReversed()) await step().catch(reportTo("shutdown"));
    process.exit(exitCode);
  })();
  return ending;
}

function giveUp(reason: string): void {
  if (ending) return;
  tell(`${reason} The server stops. Nothing that was shown as said is lost.`);
  void end(1);
}

let stopAskedAt = -Infinity;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // A stop sent to the whole process group also comes through npm, as an echo of itself.
    const isEcho = performance.now() - stopAskedAt < STOP_ECHO_MS;
    stopAskedAt = performance.now();
    if (ending && !isEcho) process.exit(1); // asked twice: at once
    if (ending) return;
    say("Stopping: conversations are being saved …");
    void end(0);
  });
}
process.on("unhandledRejection", (error) => log.error({ err: error }, "unhandled rejection"));
process.on("uncaughtException", (error) => {
  log.fatal({ err: error }, "uncaught exception");
  say("The server met an error it cannot go on from and stops. What happened is in its log.");
  void end(1);
});

try {
  await start();
} catch (error) {
  if (error instanceof StartProblem) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error }, "start failed");
  await end(1);
}

async function start(): Promise<void> {
  const { configuration, notices, secretFiles } = readConfiguration(process.env, PROJECT_FOLDER);
  hideSecrets(configuration, secretFiles);
  notices.forEach(say);
  const { version } = JSON.parse(readFileSync(join(PROJECT_FOLDER, "package.json"), "utf8")) as { version: string };
  const dataFolder = resolve(PROJECT_FOLDER, configuration.DATA_DIR);
  const publicUrl = configuration.PUBLIC_URL ?? `http://localhost:${configuration.PORT}`;
  const places = await readPlaces(join(PROJECT_FOLDER, "places"));
  const templates = await readTemplates(CASTS_FOLDER);

  const ownDatabase = configuration.DATABASE_URL
    ? null
    : await openOwnDatabase(join(dataFolder, "postgres"), publicUrl, { onNews: tell, onLost: giveUp });
  if (ownDatabase) endings.push(ownDatabase.close);
  const databaseUrl = configuration.DATABASE_URL ?? ownDatabase!.url;
  const database = await openDatabase(databaseUrl, say);
  endings.push(database.close);
  const telemetry = openTelemetry({ version, otlpEndpoint: configuration.OTEL_EXPORTER_OTLP_ENDPOINT, log });
  endings.push(telemetry.close);
  const redis = configuration.REDIS_URL ? openRedis(configuration.REDIS_URL, say) : null;
  if (redis) endings.push(redis.close);
  const createLimiter = createLimiters(redis?.client ?? null);
  const personaStore = createPersonaStore(database, reportTo("personas"));
  const accounts = await openAccounts(database, personaStore.castNames);
  await seedCasts(personaStore, CASTS_FOLDER, DEFAULT_WORKSPACE_ID, places.values());
  const personas = createPersonas({
    store: personaStore,
    newId,
    now,
    isPlace: (placeId) => places.has(placeId),
  });

  const budgets = await openBudgets(database, databaseUrl, { reportError: reportTo("budgets"), say });
  endings.push(budgets.close);
  const ledger = createLedger(database, say);
  const host = await openHost(databaseUrl);
  endings.push(ledger.close, host.close);
  const conversations = createConversationStore(database, ledger.flush, host.id);
  await conversations.settle(now());
  const modelSettings = createModelSettings(database);
  const voices = createVoices(
    { ...configuration, DATA_DIR: dataFolder, secretFiles },
    {
      recordCall(record) {
        ledger.recordCall(record);
        telemetry.recordCall(record);
      },
      now: database.now,
      budget: budgets,
      watchCalls: telemetry.watchCall,
      log: say,
      createLimiter,
      tiers: { of: modelSettings.tierOf, onChange: modelSettings.onTierChange },
      ...(redis && { responseCache: createRedisResponseCache(redis.client) }),
      keptPrefixes: createKeptPrefixRows(database),
    },
  );
  endings.push(voices.close);
  if (hasPaidKey(voices.describe().providers)) await budgets.limitFirst(DEFAULT_WORKSPACE_ID);
  const reconciliation = openReconciliation(database, configuration, (text) => log.warn(text));
  telemetry.observe({
    providers: () => voices.describe().providers,
    ledgerWaiting: ledger.waiting,
    offDays: reconciliation.offDays,
  });
  const batches = openBatches(database, voices, modelSettings.tierOf, budgets.limitFirst, reportTo("batches"));
  const ranker = createRanker();
  endings.push(batches.close, ranker.close);
  const memory = createMemoryStore(database, ranker, voices.embeddingModel, reportTo("memory"));
  endings.push(memory.close);
  const minds = createMinds({
    voices,
    memory,
    now: Date.now,
    newId,
    report: reportTo("minds"),
    hasConsentOf: modelSettings.hasConsentOf,
  });
  const chat = createChat({
    minds,
    personas,
    conversations,
    chats: createChatStore(database),
    newId,
    now,
    report: reportTo("chat"),
  });

  const signIns = await openSignInNews(databaseUrl);
  endings.push(signIns.close);
  const rooms = createRoomServer(MAX_MESSAGE_BYTES, createReconnectionGuard(accounts.verifyToken), log);
  registerPlaceRoom(rooms.server, {
    places,
    personas,
    voices,
    log,
    verifyToken: accounts.verifyToken,
    onSignInEnded: signIns.onEnded,
    createCircleHost: (stage) =>
      createCircleHost({
        stage,
        minds,
        conversations,
        personas,
        onCall: ledger.onCall,
        clock: systemClock,
        newId,
        logger: log,
      }),
    onNotice: budgets.onNotice,
    onBeat: telemetry.onBeat,
  });

  const app = createHttpApp({
    routes: [
      ...accountRoutes(accounts, createLimiter),
      ...placeRoutes(places),
      ...personaRoutes(personas, templates),
      ...memoryRoutes(memory, personas.find),
      ...chatRoutes(chat, minds, now, createLimiter),
      ...conversationRoutes(createConversationReading(database)),
      ...modelsRoutes(voices, modelSettings, createLimiter),
      ...consentRoutes(modelSettings),
      ...batches.routes,
      ...budgets.routes,
      ...usageRoutes(createUsageStore(database)),
      ...estimateRoutes({ samples: createTurnSampleStore(database), personas, voices, now: database.now }),
      ...reconciliation.routes,
    ],
    authenticate: accounts.verifyToken,
    matchmake: rooms.matchmake,
    findUnreadiness: async () =>
      (ending && "the server is stopping") ?? ownDatabase?.problem() ?? (await database.findProblem()),
    metrics: telemetry.metrics(accounts.verifyToken, configuration.METRICS_TOKEN),
    version,
    publicUrl,
    allowedOrigins: configuration.ALLOWED_ORIGINS,
    trustProxy: configuration.TRUST_PROXY,
    clientFolder: join(PROJECT_FOLDER, "dist/client"),
    createLimiter,
    log,
  });
  const { servers } = await listen(app, configuration.HOST, configuration.PORT);
  await rooms.open(servers);
  endings.push(rooms.drain, async () => servers.forEach((server) => server.close()));
  endings.push(openDailyJobs(databaseUrl, voices, reconciliation.run, log).close);

  say(`Dramatis is open at ${publicUrl}`);
  const adminToken = await accounts.renewAdminLink();
  if (adminToken) say(`Become its admin, once, with this link: ${publicUrl}/#/admin?token=${adminToken}`);
}
