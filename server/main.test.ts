import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

type Program = { child: ChildProcess; output: () => string; exit: Promise<number | null> };

let folder: string;
let port: number;
let otherPort: number;
const programs: Program[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dramatis server "));
  await chmod(folder, 0o711);
  [port, otherPort] = [await freePort(), await freePort()];
});
afterAll(async () => {
  for (const { child, exit } of programs) {
    child.kill("SIGTERM");
    await exit;
  }
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function startServer(environment: Record<string, string> = {}): Program {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
    env: {
      PATH: process.env.PATH,
      DATA_DIR: join(folder, "data"),
      PORT: String(port),
      VOICE: "rehearsal",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const program = { child, output: () => output, exit: once(child, "exit").then(([code]) => code as number | null) };
  programs.push(program);
  return program;
}

/** Resolves when the program has printed the pattern; rejects when it ended without. */
function printed({ child, output, exit }: Program, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = pattern.exec(output());
      if (found) resolve(found);
    };
    look();
    child.stdout!.on("data", look);
    child.stderr!.on("data", look);
    void exit.then(() => reject(new Error(`it ended without ${pattern}:\n${output()}`)));
  });
}

const get = (path: string, host = "localhost") => fetch(`http://${host}:${port}${path}`);

/** Four servers in sequence, on a machine that may be busy. */
const LONG_TEST_MS = 240_000;

test(
  "O1 O5 from an empty folder to a running world, killed, adopted, started twice, and stopped",
  async () => {
    const first = startServer();
    const [, firstLink] = await printed(first, /admin\?token=(\S+)/);
    expect((await get("/readyz")).status).toBe(200);
    expect((await get("/readyz", "[::1]")).status).toBe(200);
    expect((await (await get("/api/personas/templates")).json()).status).toBe(401);
    const signedIn = await (
      await fetch(`http://localhost:${port}/api/auth/guest`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ name: "Ada" }),
      })
    ).json();

    const onSameData = startServer({ PORT: String(otherPort) });
    expect(await onSameData.exit).toBe(1);
    expect(onSameData.output().trim()).toBe(
      `Dramatis already runs on this data, at http://localhost:${port}. Open it there, stop it first, or set DATA_DIR to another folder.`,
    );
    const onSamePort = startServer({ DATA_DIR: join(folder, "other data") });
    expect(await onSamePort.exit).toBe(1);
    expect(onSamePort.output()).toContain(`Port ${port} is taken by another program.`);

    first.child.kill("SIGKILL");
    await first.exit;
    const second = startServer();
    const [, secondLink] = await printed(second, /admin\?token=(\S+)/);
    expect(secondLink).not.toBe(firstLink);
    const me = await fetch(`http://localhost:${port}/api/me`, {
      headers: { Authorization: `Bearer ${signedIn.token}` },
    });
    expect(await me.json()).toMatchObject({ name: "Ada" });

    second.child.kill("SIGINT");
    expect(await second.exit).toBe(0);
    // Postgres removes it last, when everything is on disk.
    await expect(readFile(join(folder, "data/postgres/cluster/postmaster.pid"))).rejects.toThrow("ENOENT");
  },
  LONG_TEST_MS,
);

test(
  "O5 a server whose output nobody reads any longer still runs, and stops when asked to",
  { timeout: LONG_TEST_MS },
  async () => {
    const server = startServer({ DATA_DIR: join(folder, "unread"), PORT: String(otherPort) });
    await printed(server, /Dramatis is open/);
    server.child.stdout!.destroy();
    server.child.stderr!.destroy();
    server.child.kill("SIGTERM");
    expect(await server.exit).toBe(0);
  },
);

/** One of the processes that serve the server's own connections. */
async function findClientProcess(dataFolder: string): Promise<number> {
  const [pidFile, password] = await Promise.all(
    ["cluster/postmaster.pid", "password"].map((name) => readFile(join(dataFolder, "postgres", name), "utf8")),
  );
  const client = new pg.Client({
    connectionString: `postgres://dramatis:${password}@127.0.0.1:${pidFile!.split("\n")[3]}/postgres`,
  });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1",
  );
  await client.end();
  return rows[0]!.pid;
}

test(
  "O5 a server survives the crash of a database process, and continues when the database has recovered",
  { timeout: LONG_TEST_MS },
  async () => {
    const dataFolder = join(folder, "recovering");
    // Variables of a Postgres driver that are meant for another Postgres.
    const server = startServer({ DATA_DIR: dataFolder, PGSSLMODE: "require", PGOPTIONS: "-c nothing=1", PGPORT: "1" });
    await printed(server, /Dramatis is open/);
    const signIn = () =>
      fetch(`http://localhost:${port}/api/auth/guest`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ name: "Ada" }),
      });
    expect((await signIn()).status).toBe(201);
    process.kill(await findClientProcess(dataFolder), "SIGKILL");
    await printed(server, /The database is back/);
    await expect.poll(async () => (await get("/readyz")).status).toBe(200);
    expect((await signIn()).status).toBe(201);
    server.child.kill("SIGTERM");
    expect(await server.exit).toBe(0);
    await expect(readFile(join(dataFolder, "postgres/cluster/postmaster.pid"))).rejects.toThrow("ENOENT");
  },
);

test("O2 every wrong setting is reported at once, and nothing is started", async () => {
  const wrong = startServer({ PORT: "many", VOICE: "loud", DATA_DIR: join(folder, "never") });
  expect(await wrong.exit).toBe(1);
  expect(wrong.output().trim().split("\n")).toEqual([
    "PORT must be a port number from 1 to 65535.",
    "VOICE must be auto or rehearsal.",
  ]);
});
