/** Composition root of the live server: reads the configuration, wires the parts, starts them, and ends them in order. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import pino from "pino";
import { accountRoutes } from "./account/account.route.ts";
import { openAccounts } from "./account/open-accounts.process.ts";
import { readConfiguration } from "./configuration/read-configuration.process.ts";
import { claimData } from "./database/claim-data.process.ts";
import { startEmbeddedPostgres } from "./database/embedded-postgres.process.ts";
import { openDatabase } from "./database/open-database.store.ts";
import { StartProblem } from "./database/start-problem.ts";
import { createHttpApp } from "./http/create-http-app.middleware.ts";
import { listen } from "./http/listen.process.ts";
import { matchmake } from "./http/matchmake.middleware.ts";
import { createRoomServer } from "./http/room-server.adapter.ts";

const SHUTDOWN_TIMEOUT_MS = 20_000;
const PROJECT_FOLDER = resolve(import.meta.dirname, "..");

/** What has been started, newest last; ended in the opposite order. */
const endings: (() => Promise<unknown>)[] = [];
const say = (line: string) => process.stdout.write(`${line}\n`);
const log = pino({ level: process.stderr.isTTY ? "warn" : "info" }, pino.destination(2));

let ending: Promise<void> | null = null;
function end(exitCode: number): Promise<void> {
  ending ??= (async () => {
    setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref();
    for (const step of endings.toReversed()) await step().catch((error: unknown) => log.error({ err: error }, "shutdown"));
    process.exit(exitCode);
  })();
  return ending;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (ending) process.exit(1); // asked twice: at once
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
  const { configuration, notices } = readConfiguration(process.env, PROJECT_FOLDER);
  notices.forEach(say);
  const { version } = JSON.parse(readFileSync(join(PROJECT_FOLDER, "package.json"), "utf8")) as { version: string };
  const dataFolder = resolve(PROJECT_FOLDER, configuration.DATA_DIR);
  const publicUrl = configuration.PUBLIC_URL ?? `http://localhost:${configuration.PORT}`;

  const database = await openDatabase(configuration.DATABASE_URL ?? (await startOwnDatabase(join(dataFolder, "postgres"), publicUrl)));
  endings.push(database.close);
  const accounts = await openAccounts(database);

  const rooms = createRoomServer(log);
  const app = createHttpApp({
    routes: [...accountRoutes(accounts)],
    authenticate: accounts.verifyToken,
    matchmake,
    findUnreadiness: async () => {
      await database.em().getConnection().execute("select 1");
      return null;
    },
    version,
    publicUrl,
    allowedOrigins: configuration.ALLOWED_ORIGINS,
    trustProxy: configuration.TRUST_PROXY,
    clientFolder: join(PROJECT_FOLDER, "dist/client"),
    log,
  });

  const { servers } = await listen(app, configuration.HOST, configuration.PORT);
  endings.push(async () => servers.forEach((server) => (server.close(), server.closeIdleConnections())));
  await rooms.open(servers);
  endings.push(rooms.drain);

  say(`Dramatis is open at ${publicUrl}`);
  const adminToken = await accounts.renewAdminLink();
  if (adminToken) say(`Become its admin, once, with this link: ${publicUrl}/#/admin?token=${adminToken}`);
}

/** The embedded Postgres of this data folder, for this server alone. */
async function startOwnDatabase(folder: string, publicUrl: string): Promise<string> {
  const postgres = await startEmbeddedPostgres(folder);
  const claim = await claimData(postgres.url, publicUrl);
  endings.push(postgres.stop, claim.release);
  void claim.lost.then(() => {
    if (ending) return;
    say("The database has stopped, so the server stops too. Nothing that was shown as said is lost. Start again with npm start.");
    void end(1);
  });
  return postgres.url;
}
