import { spawn } from "node:child_process";
import { once } from "node:events";
import { findFreePort } from "./find-free-port.ts";
import { findRedis } from "../setup/find-redis.mjs";

/** Path of a real redis-server, or null: `describe.skipIf(redisPath === null)`. */
export const redisPath: string | null = findRedis();

export interface RedisServer {
  url: string;
  /** Stops the server; its port stays free for `startRedis(port)`. */
  stop(): Promise<void>;
  port: number;
}

/** A real Redis for one test, on its own port, without persistence. */
export async function startRedis(port?: number): Promise<RedisServer> {
  const own = port ?? (await findFreePort());
  const settings = ["--port", String(own), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn(redisPath!, settings, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => chunk.includes("Ready to accept connections") && resolve());
    child.on("exit", (code) => reject(new Error(`redis-server ended with code ${code}`)));
    child.on("error", reject);
  });
  return {
    url: `redis://127.0.0.1:${own}`,
    port: own,
    async stop() {
      child.kill();
      await ended;
    },
  };
}
