import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { claimData } from "./claim-data.process.ts";
import { openOwnDatabase, type OwnDatabase } from "./open-own-database.process.ts";
import { isAlive } from "./postmaster.process.ts";

/** Each test creates its own database and starts it. */
vi.setConfig({ testTimeout: 120_000 });

const ADDRESS = "http://localhost:2567";
let folder: string;
let own: OwnDatabase | null = null;
let news: string[];
let lost: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dramatis own "));
  await chmod(folder, 0o711);
  [news, lost] = [[], []];
});
afterEach(async () => {
  await own?.close();
  own = null;
  await rm(folder, { recursive: true, force: true });
});

const open = async (home = join(folder, "postgres")) =>
  (own = await openOwnDatabase(home, ADDRESS, {
    onNews: (text) => news.push(text),
    onLost: (reason) => lost.push(reason),
  }));

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: own!.url });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    client.end().catch(() => undefined);
  }
}

const postmasterPid = async (home = join(folder, "postgres")) =>
  Number((await readFile(join(home, "cluster/postmaster.pid"), "utf8")).split("\n")[0]);

test("O5 one process of the database dies: it is claimed again when it has recovered, and nothing is lost", async () => {
  const { url } = await open();
  await query("create table kept as select 7 as value");
  const victim = new pg.Client({ connectionString: url });
  victim.on("error", () => undefined);
  await victim.connect();
  const { rows } = await victim.query<{ pid: number }>("select pg_backend_pid() as pid");
  process.kill(rows[0]!.pid, "SIGKILL");
  await expect.poll(() => news.at(-1)).toMatch(/The database is back/);
  expect(await query("select value from kept")).toEqual([{ value: 7 }]);
  await expect(claimData(url, "http://localhost:2568")).rejects.toThrow(`already runs on this data, at ${ADDRESS}`);
  expect(lost).toEqual([]);
});

test("O5 closed in the first moments of its recovery, where Postgres would hang, the database is gone", async () => {
  const { url, close } = await open();
  const pid = await postmasterPid();
  const victim = new pg.Client({ connectionString: url });
  victim.on("error", () => undefined);
  await victim.connect();
  const { rows } = await victim.query<{ pid: number }>("select pg_backend_pid() as pid");
  const saidBefore = (await readFile(join(folder, "postgres/postgres.log"), "utf8")).length;
  process.kill(rows[0]!.pid, "SIGKILL");
  await expect
    .poll(async () => (await readFile(join(folder, "postgres/postgres.log"), "utf8")).slice(saidBefore), {
      interval: 1,
    })
    .toContain("reinitializing");
  await close();
  expect(isAlive(pid)).toBe(false);
});

test("O5 the whole database dies: that is reported, with the path of its log", async () => {
  await open();
  process.kill(await postmasterPid(), "SIGKILL");
  await expect.poll(() => lost[0]).toMatch(/^The database has stopped: .*postgres\.log/);
});

test("O5 the data is removed under a running server: that is reported with the folder, and no Postgres stays", async () => {
  const { close } = await open();
  const pid = await postmasterPid();
  await rm(join(folder, "postgres"), { recursive: true, force: true });
  await expect.poll(() => lost[0]).toContain(`The data in ${join(folder, "postgres")} was removed`);
  expect(own!.problem()).toContain("was removed");
  await close();
  expect(isAlive(pid)).toBe(false);
});

test("O5 a refused server leaves another server's Postgres running", async () => {
  await open();
  const pid = await postmasterPid();
  const other = openOwnDatabase(join(folder, "postgres"), "http://localhost:2568", {
    onNews: () => undefined,
    onLost: () => undefined,
  });
  await expect(other).rejects.toThrow("already runs on this data");
  expect(isAlive(pid)).toBe(true);
  expect(await query("select 1 as value")).toEqual([{ value: 1 }]);
});

/** A separate small disk; null where this user may not mount one. */
function mountSmallDisk(path: string): { unmount(): void } | null {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256m,mode=711", "tmpfs", path], { stdio: "ignore" });
    return { unmount: () => execFileSync("umount", ["--lazy", path]) };
  } catch {
    return null;
  }
}

test("O3 a full disk is reported with the folder while it lasts", async ({ skip }) => {
  const disk = mountSmallDisk(folder);
  if (disk === null) return skip("this user may not mount a small disk");
  try {
    const home = join(folder, "postgres");
    const { problem, close } = await open(home);
    expect(problem()).toBeNull();
    const { bavail, bsize } = await statfs(folder);
    await writeFile(join(folder, "filler"), Buffer.alloc(bavail * bsize - 1024 ** 2));
    await expect.poll(problem).toContain(`The disk that holds ${home} is full`);
    expect(news.at(-1)).toContain("is full");
    await rm(join(folder, "filler"));
    await expect.poll(problem).toBeNull();
    expect(news.at(-1)).toContain("There is room again");
    await close();
    own = null;
  } finally {
    disk.unmount();
  }
});
