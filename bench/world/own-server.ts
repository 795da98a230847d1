/** A complete server as `npm start` runs it, with its own data. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sayProgress } from "../say-progress.ts";
import { projectFolder } from "../../setup/project.mjs";

const READY_WITHIN_MS = 120_000;
const POLL_MS = 20;

export type OwnServer = {
  url: string;
  /** Resolves when `/readyz` says yes. */
  start(): Promise<void>;
  /** Stops it gracefully; its data stays. */
  stop(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
};

/** `settings`: environment variables. */
export async function prepareOwnServer(settings: Record<string, string>): Promise<OwnServer> {
  const dataFolder = await mkdtemp(join(tmpdir(), "dramatis-bench-"));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let printed = "";

  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [join(projectFolder, "setup/start.mjs")], {
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        PORT: String(port),
        DATA_DIR: dataFolder,
        // Only the benchmark's own actions are measured.
        ENTRANCE_TALK: "off",
        ...settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr]) stream.on("data", (chunk) => (printed += String(chunk)));
    started.once("exit", (code) => {
      if (child === started) sayProgress(`the server ended by itself (${code}):\n${printed}`);
    });
    const deadlineMs = performance.now() + READY_WITHIN_MS;
    while (!(await isReady(url))) {
      if (started.exitCode !== null || performance.now() > deadlineMs)
        throw new Error(`the server did not start:\n${printed}`);
      await wait(POLL_MS);
    }
  };

  const stop = async (): Promise<void> => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null) return;
    const ended = once(running, "exit");
    running.kill("SIGTERM");
    await ended;
  };

  return {
    url,
    start,
    stop,
    remove: async () => {
      await stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
