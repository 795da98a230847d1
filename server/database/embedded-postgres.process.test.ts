import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { claimData } from "./claim-data.process.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./embedded-postgres.process.ts";
import { choosePostgresAccount } from "./postgres-account.process.ts";
import { findPostgresPrograms, makeCluster } from "./postgres-cluster.process.ts";
import { isAlive } from "./postmaster.process.ts";

/** Each test creates its own database and starts it, some more than once. */
vi.setConfig({ testTimeout: 120_000 });

/** A test's database need not survive the machine. */
const settings = { fsync: "off" };
/** Long enough for a working Postgres on a busy machine, short enough to wait for one that hangs. */
const PATIENCE_MS = 1_500;
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
  (running = await startEmbeddedPostgres(join(folder, "postgres"), settings, PATIENCE_MS));

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

test("O5 after everything was killed at once, all that was committed is there", async () => {
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

test("O5 a Postgres that does not end when asked to is killed", async () => {
  const { pid, stop } = await start();
  process.kill(pid, "SIGSTOP");
  await stop();
  expect(isAlive(pid)).toBe(false);
});

test("O5 a Postgres left behind that says nothing is ended, and the data opened again", async () => {
  const { pid } = await start();
  await query("create table kept as select 7 as value");
  process.kill(pid, "SIGSTOP");
  await start();
  expect(isAlive(pid)).toBe(false);
  expect(await query("select value from kept")).toEqual([{ value: 7 }]);
});

test("O5 a Postgres left behind that never finishes stopping is killed, and the data opened again", async () => {
  const { pid, url } = await start();
  await query("create table kept as select 7 as value");
  const open = new pg.Client({ connectionString: url });
  open.on("error", () => undefined);
  await open.connect();
  // A smart shutdown waits for connected clients.
  process.kill(pid, "SIGTERM");
  await start();
  expect(isAlive(pid)).toBe(false);
  expect(await query("select value from kept")).toEqual([{ value: 7 }]);
});

test("O5 a start that fails leaves no Postgres running", async () => {
  await (await start()).stop();
  await writeFile(join(folder, "postgres/password"), "another");
  await expect(start()).rejects.toThrow(/The password in .* does not open the Postgres beside it/);
  await expect(stat(join(folder, "postgres/cluster/postmaster.pid"))).rejects.toThrow("ENOENT");
});

test("O1 two first starts at once share one database", async () => {
  const [one, other] = await Promise.all([start(), start()]);
  expect(one!.url).toBe(other!.url);
});

test("O1 a folder that cannot be created is reported in one line, with a remedy", async () => {
  await writeFile(join(folder, "postgres"), "in the way");
  await expect(start()).rejects.toThrow(/a file of that name is in the way\. Move it, or set DATA_DIR/);
});

test.runIf(process.platform === "linux")("O1 a folder where no files can be kept is named at once", async () => {
  await expect(startEmbeddedPostgres("/proc/dramatis/postgres")).rejects.toThrow(
    "/proc/dramatis/postgres cannot be made: this system keeps no files there. Set DATA_DIR to another folder.",
  );
});

test.runIf(process.getuid?.() === 0)(
  "O1 started by root, also Postgres itself may lie in a closed folder",
  async () => {
    const closed = join(folder, "closed");
    await mkdir(closed, { mode: 0o700 });
    const programs = await findPostgresPrograms();
    await cp(join(programs.initdb, "../.."), join(closed, "native"), { recursive: true, verbatimSymlinks: true });
    const inClosed = { initdb: join(closed, "native/bin/initdb"), postgres: join(closed, "native/bin/postgres") };
    const account = await choosePostgresAccount(Object.values(inClosed), closed, join(closed, "cluster"));
    await makeCluster(closed, inClosed, account, "a password");
    expect(await readFile(join(closed, "cluster/PG_VERSION"), "utf8")).toMatch(/^\d+/);
  },
);

test.runIf(process.getuid?.() === 0)("O1 started by root, the data may lie in a folder closed to others", async () => {
  await mkdir(join(folder, "closed"), { mode: 0o700 });
  running = await startEmbeddedPostgres(join(folder, "closed/postgres"), settings);
  expect(await query("select current_user as name")).toEqual([{ name: "dramatis" }]);
});

test("O1 the data has one server: a second is refused with the address of the first, until that one is gone", async () => {
  await start();
  const first = await claimData(running!.url, "http://localhost:2567");
  const second = claimData(running!.url, "http://localhost:2568");
  await expect(second).rejects.toThrow("already runs on this data, at http://localhost:2567");
  await first.release();
  await (await claimData(running!.url, "http://localhost:2568")).release();
});
