import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** Starts the instant server; `stop` ends it. */
export async function startInstantServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "instant-server.program.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [port] = (await Promise.race([
    once(child.stdout, "data"),
    ended.then(() => Promise.reject(new Error("the instant server did not start"))),
  ])) as [Buffer];
  return {
    url: `http://127.0.0.1:${String(port).trim()}/v1`,
    async stop() {
      child.kill();
      await ended;
    },
  };
}
