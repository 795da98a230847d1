/** Composition root of the live server: reads the configuration, wires the parts, starts them, and ends them in order. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readConfiguration } from "./configuration/read-configuration.process.ts";
import { DEFAULT_WORKSPACE_ID } from "./default-workspace.ts";
import { StartProblem } from "./database/start-problem.ts";
import { createHttpApp } from "./http/create-http-app.middleware.ts";
import { listen } from "./http/listen.process.ts";
import { openLog } from "./http/open-log.process.ts";
import { openDailyJobs } from "./jobs/open-daily-jobs.process.ts";
import { readPlaces } from "./place/places.store.ts";
import { readTemplates } from "./persona/casts.process.ts";
import { openModels, type Models } from "./open-models.process.ts";
import { openRooms } from "./open-rooms.process.ts";
import { openRoutes } from "./open-routes.process.ts";
import { openStores, type Stores } from "./open-stores.process.ts";
import type { StartPorts } from "./start-ports.ts";

type RoomServer = Awaited<ReturnType<typeof openRooms>>;

/** Longer than circles and Postgres take when each needs all its time. */
const SHUTDOWN_TIMEOUT_MS = 28_000;
const STOP_ECHO_MS = 1000;
const PROJECT_FOLDER = resolve(import.meta.dirname, "..");

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
  const castsFolder = join(PROJECT_FOLDER, "casts");
  const places = await readPlaces(join(PROJECT_FOLDER, "places"));
  const ports: StartPorts = {
    configuration,
    secretFiles,
    version,
    publicUrl,
    dataFolder,
    castsFolder,
    templates: await readTemplates(castsFolder),
    places,
    log,
    say,
    tell,
    reportTo,
    giveUp,
    atEnd: (step) => void endings.push(step),
    now: () => new Date(),
  };
  const stores = await openStores(ports);
  const models = await openModels(ports, stores);
  const rooms = await openRooms(ports, stores, models);
  await serve(ports, stores, models, rooms);

  say(`Dramatis is open at ${publicUrl}`);
  const adminToken = await stores.accounts.renewAdminLink();
  if (adminToken) say(`Become its admin, once, with this link: ${publicUrl}/#/admin?token=${adminToken}`);
}

async function serve(ports: StartPorts, stores: Stores, models: Models, rooms: RoomServer): Promise<void> {
  const { configuration, version, publicUrl } = ports;
  const { accounts, createLimiter, database, databaseUrl, ownDatabase, telemetry } = stores;
  const app = createHttpApp({
    routes: openRoutes(ports, stores, models),
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
  endings.push(openDailyJobs(databaseUrl, DEFAULT_WORKSPACE_ID, models.voices, models.reconciliation.run, log).close);
}
