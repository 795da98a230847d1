/** Two servers with their workers on one database and one Redis, behind a balancer; each can be killed and comes back. */
import { readFile } from "node:fs/promises";
import { startBalancer } from "../../test/cluster/balancer.ts";
import { startServer, type TestServer } from "../../test/cluster/start-server.ts";
import { findFreePort } from "../../test/find-free-port.ts";

export type SoakServers = {
  url: string;
  /** Kills one process with -9: a server, which is started again, or a worker, which its server starts again. */
  killNext(): Promise<string>;
  /** Of each server now, MiB. */
  memory(): Promise<number[]>;
  close(): Promise<void>;
};

export async function startSoakServers(databaseUrl: string, settings: Record<string, string>): Promise<SoakServers> {
  const ports = [await findFreePort(), await findFreePort()];
  const start = (port: number) => startServer(databaseUrl, { ...settings, WORKER: "on", PORT: String(port) });
  const servers: TestServer[] = [];
  for (const port of ports) servers.push(await start(port));
  const balancer = await startBalancer(servers.map(({ url }) => url));
  let kills = 0;

  async function killServer(index: number): Promise<string> {
    await servers[index]!.end("SIGKILL");
    servers[index] = await start(ports[index]!);
    return `server ${index}`;
  }
  async function killWorker(index: number): Promise<string> {
    const { pid } = servers[index]!;
    const children = (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8")).trim().split(" ").map(Number);
    const commands = await Promise.all(children.map((child) => readFile(`/proc/${child}/cmdline`, "utf8")));
    const worker = children.find((_, place) => commands[place]!.includes("server/worker.ts"));
    if (worker !== undefined) process.kill(worker, "SIGKILL");
    return `worker of server ${index}`;
  }
  const order = [() => killServer(0), () => killWorker(1), () => killServer(1), () => killWorker(0)];

  return {
    url: balancer.url,
    killNext: () => order[kills++ % order.length]!(),
    memory: () => Promise.all(servers.map(({ pid }) => residentMiB(pid))),
    async close() {
      balancer.close();
      await Promise.all(servers.map((server) => server.end()));
    },
  };
}

async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
