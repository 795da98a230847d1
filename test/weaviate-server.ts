import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findFreePort } from "./find-free-port.ts";
import { findWeaviate } from "../setup/find-weaviate.mjs";

/** Path of a real Weaviate, or null: `describe.skipIf(weaviatePath === null)`. */
export const weaviatePath: string | null = findWeaviate();

/** `WEAVIATE_URL` and `WEAVIATE_GRPC_URL`, which stay the same through a restart. */
export interface WeaviateServer {
  url: string;
  grpcUrl: string;
  start(): Promise<void>;
  /** As a crash of its machine's process would: SIGKILL. */
  kill(): Promise<void>;
  /** Stops it and deletes its data. */
  close(): Promise<void>;
}

const READY_MS = 200;

/** A real Weaviate on ports of its own, with its data in a temporary folder. */
export async function startWeaviate(): Promise<WeaviateServer> {
  const folder = await mkdtemp(join(tmpdir(), "dramatis-weaviate-"));
  const ports: number[] = [];
  while (ports.length < 6) {
    const port = await findFreePort();
    if (!ports.includes(port)) ports.push(port);
  }
  const [http, grpc, gossip, data, raft, raftRpc] = ports as [number, number, number, number, number, number];
  const url = `http://127.0.0.1:${http}`;
  const settings = {
    PERSISTENCE_DATA_PATH: folder,
    AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: "true",
    DEFAULT_VECTORIZER_MODULE: "none",
    DISABLE_TELEMETRY: "true",
    GO_PROFILING_DISABLE: "true",
    CLUSTER_HOSTNAME: "node1",
    CLUSTER_ADVERTISE_ADDR: "127.0.0.1",
    CLUSTER_GOSSIP_BIND_PORT: String(gossip),
    CLUSTER_DATA_BIND_PORT: String(data),
    RAFT_PORT: String(raft),
    RAFT_INTERNAL_RPC_PORT: String(raftRpc),
    RAFT_BOOTSTRAP_EXPECT: "1",
    GRPC_PORT: String(grpc),
    DEFAULT_QUANTIZATION: "none",
    LOG_LEVEL: "error",
  };
  let child: ReturnType<typeof spawn>;

  async function start(): Promise<void> {
    const args = ["--host", "127.0.0.1", "--port", String(http), "--scheme", "http"];
    child = spawn(weaviatePath!, args, {
      env: { ...process.env, ...settings },
      stdio: ["ignore", "ignore", "inherit"],
    });
    const own = child;
    const isReady = () =>
      fetch(`${url}/v1/.well-known/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await isReady())) {
      if (own.exitCode !== null) throw new Error(`Weaviate ended with code ${own.exitCode}`);
      await wait(READY_MS);
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  await start();
  return {
    url,
    grpcUrl: `http://127.0.0.1:${grpc}`,
    start,
    kill: () => end("SIGKILL"),
    async close() {
      await end("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
