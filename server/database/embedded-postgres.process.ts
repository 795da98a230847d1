/**
 * A real Postgres beside the server's data. It runs detached, so that killing the server leaves
 * it intact and the next start adopts it; stopping the server stops it last.
 */
import { open } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { describeFailure, makeFolder } from "./data-folder.process.ts";
import { choosePostgresAccount, type PostgresAccount } from "./postgres-account.process.ts";
import {
  findPostgresPrograms,
  makeCluster,
  POSTGRES_USER,
  postgresEnvironment,
  readOrMakePassword,
  type PostgresPrograms,
} from "./postgres-cluster.process.ts";
import { endPostmaster, findRunning, isAlive, killPostmaster, readPostmaster } from "./postmaster.process.ts";
import { describeDirectoryProblem, StartProblem } from "./start-problem.ts";

export type EmbeddedPostgres = {
  /** Connects as the owner of all its objects. */
  url: string;
  pid: number;
  /** Whether it was started here; otherwise it was already running, and somebody else may use it. */
  isOwn: boolean;
  isAlive(): boolean;
  /** Closes connections, writes everything to disk, resolves when the process has ended. */
  stop(): Promise<void>;
  /** Ends it at once, without waiting. Committed data is kept. */
  kill(): void;
};

const START_TIMEOUT_MS = 60_000;
/** A Postgres that does not answer, or only reports that it is stopping, for longer than this is considered hung. */
const PATIENCE_MS = 8_000;
const POLL_MS = 25;
const START_ATTEMPTS = 5;

const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "80",
  shared_buffers: "64MB",
  io_method: "sync",
  log_checkpoints: "off",
};

/** Starts, or adopts, the Postgres whose files are in `directory`; one that hangs is killed first. Throws StartProblem. */
export async function startEmbeddedPostgres(
  directory: string,
  moreSettings: Record<string, string> = {},
  patienceMs = PATIENCE_MS,
): Promise<EmbeddedPostgres> {
  const home = resolve(directory);
  try {
    await makeFolder(home);
    const programs = await findPostgresPrograms();
    const account = await choosePostgresAccount([programs.postgres, programs.initdb], home, join(home, "cluster"));
    const password = await readOrMakePassword(join(home, "password"));
    await makeCluster(home, programs, account, password);
    for (let attempt = 1; ; attempt += 1) {
      const running = await findRunning(home);
      const { pid } = running ?? (await launch(home, programs, account, { ...settings, ...moreSettings }));
      const stop = () => endPostmaster(home, pid, patienceMs);
      const url = await waitUntilReady(home, pid, password, patienceMs).catch(async (error: unknown) => {
        if (!running) await stop();
        throw error;
      });
      if (url) return { url, pid, isOwn: !running, isAlive: () => isAlive(pid), stop, kill: () => killPostmaster(pid) };
      await stop();
      if (attempt === START_ATTEMPTS) throw new StartProblem(await describeFailure(home));
    }
  } catch (error) {
    if (error instanceof StartProblem) throw error;
    const problem = describeDirectoryProblem(String(error), home);
    if (problem) throw new StartProblem(problem, { cause: error });
    throw error;
  }
}

/** The address of the Postgres running in `directory`, whoever started it; null when there is none. */
export async function findEmbeddedPostgres(directory: string): Promise<string | null> {
  const home = resolve(directory);
  const running = await findRunning(home);
  return running?.port ? addressOf(await readOrMakePassword(join(home, "password")), running.port) : null;
}

const addressOf = (password: string, port: number): string =>
  `postgres://${POSTGRES_USER}:${password}@127.0.0.1:${port}/postgres`;

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => server.on("error", fail).listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function launch(
  home: string,
  programs: PostgresPrograms,
  account: PostgresAccount,
  chosen: Record<string, string>,
): Promise<{ pid: number }> {
  const log = await open(join(home, "postgres.log"), "w");
  try {
    const port = await findFreePort();
    const options = Object.entries(chosen).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const child = account.spawn(programs.postgres, ["-D", join(home, "cluster"), "-p", String(port), ...options], {
      cwd: home,
      detached: true,
      env: postgresEnvironment,
      stdio: ["ignore", log.fd, log.fd],
    });
    await new Promise((done, fail) => child.on("spawn", done).on("error", fail));
    child.unref();
    return { pid: child.pid! };
  } finally {
    await log.close();
  }
}

/** The address once it accepts connections; null when the process ended (its port was taken, or another start was faster) or hangs. */
async function waitUntilReady(home: string, pid: number, password: string, patienceMs: number): Promise<string | null> {
  let hangsAt = Date.now() + patienceMs;
  for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; await wait(POLL_MS)) {
    if (!isAlive(pid) || Date.now() > hangsAt) return null;
    const postmaster = await readPostmaster(home);
    if (postmaster?.pid !== pid || postmaster.port === null) continue;
    const url = addressOf(password, postmaster.port);
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs });
    // A stop right after this may reach the client before it has ended; that error is expected.
    client.on("error", () => undefined);
    try {
      await client.connect();
      return url;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === "28P01")
        throw new StartProblem(
          `The password in ${join(home, "password")} does not open the Postgres beside it. Restore that file, or set DATA_DIR to a new folder.`,
        );
      const isAtWork = code === "57P03" && !message.includes("shutting down");
      if (isAtWork) hangsAt = Date.now() + patienceMs;
      const stillStarting = code === "57P03" || code === "ECONNREFUSED" || code === "ECONNRESET";
      if (!stillStarting && !message.includes("timeout")) throw error;
    } finally {
      client.end().catch(() => undefined);
    }
  }
  throw new StartProblem(
    `Postgres did not answer within ${START_TIMEOUT_MS / 1000} s. Its log is ${join(home, "postgres.log")}.`,
  );
}
