import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimData } from "./claim-data.process.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./embedded-postgres.process.ts";

/** A test's database need not survive the machine. */
const settings = { fsync: "off" };
let folder: string;
let running: EmbeddedPostgres | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dramatis data "));
  await chmod(folder, 0o711);
});
afterEach(async () => {
  await running?.stop();
  running = null;
  await rm(folder, { recursive: true, force: true });
});

const start = async (): Promise<EmbeddedPostgres> =>
  (running = await startEmbeddedPostgres(join(folder, "postgres"), settings));

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: running!.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("O1 a stopped database starts again with its data, in a path with spaces, its password for its owner only", async () => {
  await start();
  await query("create table kept as select 7 as value");
  await running!.stop();
  await start();
  expect(await query("select value from kept")).toEqual([{ value: 7 }]);
  expect((await stat(join(folder, "postgres/password"))).mode & 0o777).toBe(0o600);
});

test("O5 a database that a killed server left behind is adopted, not started twice", async () => {
  const left = await start();
  const adopted = await start();
  expect([adopted.pid, adopted.url]).toEqual([left.pid, left.url]);
});

test("O5 after everything was killed at once, what was committed is there", async () => {
  const { pid } = await start();
  await query("create table kept as select 7 as value");
  process.kill(pid, "SIGKILL");
  await start();
  expect(running!.pid).not.toBe(pid);
  expect(await query("select value from kept")).toEqual([{ value: 7 }]);
});

test("O5 a pid file whose number another program has got is no hindrance", async () => {
  await start();
  const pidFile = join(folder, "postgres/cluster/postmaster.pid");
  const text = await readFile(pidFile, "utf8");
  await running!.stop();
  await writeFile(pidFile, text.replace(/^\d+/, String(process.ppid)), { mode: 0o600 });
  await start();
  expect(await query("select 1 as value")).toEqual([{ value: 1 }]);
});

test("O1 two first starts at once share one database", async () => {
  const [one, other] = await Promise.all([start(), start()]);
  expect(one!.url).toBe(other!.url);
});

test("O1 a folder that cannot be made is told in one line, with what to do", async () => {
  await writeFile(join(folder, "postgres"), "in the way");
  await expect(start()).rejects.toThrow(/a file of that name is in the way\. Move it, or set DATA_DIR/);
});

test.runIf(process.getuid?.() === 0)("O1 started by root, the data may lie in a folder closed to others", async () => {
  await mkdir(join(folder, "closed"), { mode: 0o700 });
  running = await startEmbeddedPostgres(join(folder, "closed/postgres"), settings);
  expect(await query("select current_user as name")).toEqual([{ name: "dramatis" }]);
});

test("O1 the data has one server: a second is told where the first is, until that one is gone", async () => {
  await start();
  const first = await claimData(running!.url, "http://localhost:2567");
  const second = claimData(running!.url, "http://localhost:2568");
  await expect(second).rejects.toThrow("already runs on this data, at http://localhost:2567");
  await first.release();
  await (await claimData(running!.url, "http://localhost:2568")).release();
});
