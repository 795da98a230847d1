/** Composition root of the live server: wires its parts, starts them, and ends them in order. */
import "./colyseus/wait-for-opening.process.ts";
import { join } from "node:path";
import { createHttpApp } from "./http/create-http-app.middleware.ts";
import { listen } from "./http/listen.process.ts";
import { keepWorker } from "./jobs/keep-worker.process.ts";
import { readPlaces } from "./place/places.store.ts";
import { readTemplates } from "./persona/casts.process.ts";
import { openModels, type Models } from "./open-models.process.ts";
import { openRooms } from "./open-rooms.process.ts";
import { openRoutes } from "./open-routes.process.ts";
import { openStores, type Stores } from "./open-stores.process.ts";
import { PROJECT_FOLDER, runProcess } from "./run-process.process.ts";
import { readBaseline } from "./survey/baseline/baselines.process.ts";
import type { StartPorts } from "./start-ports.ts";

type RoomServer = Awaited<ReturnType<typeof openRooms>>;

/** Longer than circles and Postgres need at most. */
const SHUTDOWN_MS = 28_000;

await runProcess(
  { name: "server", stopping: "Stopping: conversations are being saved …", shutdownMs: SHUTDOWN_MS },
  async (process) => {
    const castsFolder = join(PROJECT_FOLDER, "casts");
    const places = await readPlaces(join(PROJECT_FOLDER, "places"));
    const backstoriesFolder = join(PROJECT_FOLDER, "backstories");
    const ports: StartPorts = {
      ...process,
      castsFolder,
      backstoriesFolder,
      templates: await readTemplates(castsFolder),
      places,
      baseline: await readBaseline(join(PROJECT_FOLDER, "baselines")),
    };
    const stores = await openStores(ports);
    const models = await openModels(ports, stores);
    const rooms = await openRooms(ports, stores, models);
    await serve(ports, stores, models, rooms);

    const adminToken = await stores.accounts.makeAdminLink();
    ports.say(`Dramatis is open at ${ports.publicUrl}`);
    if (adminToken) ports.say(`Become its admin, once, with this link: ${ports.publicUrl}/#/admin?token=${adminToken}`);
  },
);

async function serve(ports: StartPorts, stores: Stores, models: Models, rooms: RoomServer): Promise<void> {
  const { configuration, version, publicUrl, log } = ports;
  const { accounts, createLimiter, database, ownDatabase, telemetry } = stores;
  const app = createHttpApp({
    routes: openRoutes(ports, stores, models),
    authenticate: accounts.verifyToken,
    matchmake: rooms.matchmake,
    findUnreadiness: async () =>
      (ports.isEnding() ? "the server is stopping" : null) ?? ownDatabase?.problem() ?? (await database.findProblem()),
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
  ports.atEnd(rooms.drain);
  ports.atEnd(async () => servers.forEach((server) => server.close()));
  if (configuration.WORKER === "on") ports.atEnd(keepWorker(ports.warnOperator).close);
}
