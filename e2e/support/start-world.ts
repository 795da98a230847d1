/** A complete Dramatis in its own process and data folder, as `npm start` runs it, for journeys to visit. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export type World = {
  url: string;
  dataFolder: string;
  /** Everything the server printed so far. */
  printed(): string;
  process: ChildProcess;
  /** Kills only the server; its data and database stay. */
  kill(): Promise<void>;
  /** Stops the server gracefully; its data stays. */
  stop(): Promise<void>;
  /** Starts again on the same data and port. */
  restart(): Promise<void>;
  /** Stops the server gracefully and removes its data. */
  close(): Promise<void>;
};

const PROJECT_FOLDER = resolve(import.meta.dirname, "../..");
const READY_WITHIN_MS = 60_000;

const findFreePort = () =>
  new Promise<number>((resolvePort, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolvePort(port));
    });
  });

const exited = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise<void>((done) => child.once("exit", () => done()));

/** @param settings environment variables on top of an otherwise empty environment */
export async function startWorld(settings: Record<string, string> = {}): Promise<World> {
  const dataFolder = await mkdtemp(join(tmpdir(), "dramatis-world-"));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess;
  let output = "";

  const start = async () => {
    child = spawn(process.execPath, [join(PROJECT_FOLDER, "server/main.ts")], {
      cwd: PROJECT_FOLDER,
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
        PORT: String(port),
        DATA_DIR: dataFolder,
        VOICE: "rehearsal",
        // Most journeys count circles, or need the personas to stay where they are.
        ENTRANCE_TALK: "off",
        WORKER: "off",
        ...settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const started = child;
    for (const stream of [started.stdout, started.stderr])
      stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await isReady(url))) {
      if (started.exitCode !== null) throw new Error(`the server stopped while starting:\n${output}`);
      if (Date.now() > deadline) {
        await stop(); // left running, it would slow the tests after this one
        throw new Error(`the server was not ready within ${READY_WITHIN_MS / 1000} s:\n${output}`);
      }
      await new Promise((again) => setTimeout(again, 50));
    }
  };

  const stop = () => {
    child.kill("SIGTERM");
    return exited(child);
  };

  await start();
  return {
    url,
    dataFolder,
    printed: () => output,
    get process() {
      return child;
    },
    kill: () => {
      child.kill("SIGKILL");
      return exited(child);
    },
    restart: start,
    stop,
    close: async () => {
      await stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

const isReady = (url: string) =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
