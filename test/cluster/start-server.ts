/** A real server in its own process on a shared database, as behind a load balancer. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findFreePort } from "../find-free-port.ts";

const PROJECT_FOLDER = resolve(import.meta.dirname, "../..");
const READY = /Dramatis is open at (\S+)/;

export type TestServer = {
  url: string;
  pid: number;
  /** Everything it has printed so far. */
  printed(): string;
  signal(name: NodeJS.Signals): void;
  /** Ends it with this signal. */
  end(signal?: NodeJS.Signals): Promise<void>;
};

/** @param settings environment variables on top of an otherwise empty environment */
export async function startServer(databaseUrl: string, settings: Record<string, string> = {}): Promise<TestServer> {
  const dataFolder = await mkdtemp(join(tmpdir(), "dramatis-server-"));
  const port = settings["PORT"] ?? (await findFreePort());
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [join(PROJECT_FOLDER, "server/main.ts")], {
    cwd: PROJECT_FOLDER,
    env: {
      PATH,
      HOME,
      NODE_COMPILE_CACHE,
      PORT: String(port),
      DATA_DIR: dataFolder,
      DATABASE_URL: databaseUrl,
      VOICE: "rehearsal",
      WORKER: "off",
      ENTRANCE_TALK: "off",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  let output = "";
  const ready = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (READY.test(output)) ready.resolve();
    });
  child.once("exit", () => ready.reject(new Error(`the server stopped while starting:\n${output}`)));
  await ready.promise;
  return {
    pid: child.pid!,
    url: `http://127.0.0.1:${port}`,
    printed: () => output,
    signal: (name) => void child.kill(name),
    async end(signal = "SIGTERM") {
      child.kill(signal);
      await ended;
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
