import { getPriority } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findEmbeddedPostgres } from "../server/database/embedded-postgres.process.ts";
import { findWorker } from "./support/find-worker.ts";
import { until } from "./support/join-place.ts";
import { startWorld, type World } from "./support/start-world.ts";

/** Complete servers, on a machine that may be busy. */
const LONG_TEST_MS = 240_000;
const PATIENCE = { timeout: 60_000 };
const ADMIN_LINK = /#\/admin\?token=(\S+)/;
/** So many that the job takes seconds. */
const OLD_ROWS = 300_000;
let world: World;
let token = "";

beforeAll(async () => {
  world = await startWorld({ WORKER: "on" });
  const link = await until("the admin's link", () => ADMIN_LINK.exec(world.printed())?.[1]);
  token = (await call<{ token: string }>("auth/admin-link", "POST", { token: link })).token;
}, LONG_TEST_MS);
afterAll(() => world.close(), LONG_TEST_MS);

async function call<Answer>(path: string, method = "GET", body?: object): Promise<Answer> {
  const answer = await fetch(`${world.url}/api/${path}`, {
    method,
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
type State = { isWorkerAlive: boolean; queued: number };
const readState = () => call<State>("jobs/state");
const statuses = async () => (await call<{ jobs: { status: string }[] }>("jobs")).jobs.map(({ status }) => status);

/** The process id of a worker, once there is another one than `before`. */
async function workerAfter(before: number | null): Promise<number> {
  let found: number | null = null;
  await expect
    .poll(async () => {
      found = await findWorker(world.process.pid!);
      return found !== null && found !== before;
    }, PATIENCE)
    .toBe(true);
  return found!;
}
const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

type Job = { name: string; status: string; progress: { done: number; total: number | null } };
const findJob = async (name: string): Promise<Job> =>
  (await call<{ jobs: Job[] }>("jobs")).jobs.find((job) => job.name === name)!;

/** Once the job has got further than it had. @returns how far */
async function progressAfter(done: number): Promise<number> {
  let now = done;
  await expect
    .poll(async () => (now = (await findJob("apply-retention")).progress.done), PATIENCE)
    .toBeGreaterThan(done);
  return now;
}

test.skipIf(process.platform !== "linux")(
  "O7 O8 a long job resumes after kill -9 of its worker, twice, and of the server: each row is deleted and counted once",
  { timeout: LONG_TEST_MS },
  async () => {
    const client = new Client({ connectionString: (await findEmbeddedPostgres(join(world.dataFolder, "postgres")))! });
    await client.connect();
    await client.query(
      `insert into ledger (id, workspace_id, at, task, provider, model, why, input, output, reasoning, cached, cache_write_5m,
         cache_write_1h, breakdown, cost_nano, exact, outcome)
       select 'old ' || n, 'default', now() - interval '500 days', 'speak', 'p', 'm', '', 1, 1, 0, 0, 0, 0, '{}', 0, true, 'finished'
       from generate_series(1, $1::int) n`,
      [OLD_ROWS],
    );
    await call("storage/ledger/retention", "PUT", { keepDays: 400 });
    let worker = await workerAfter(null);
    await call("jobs", "POST", { name: "apply-retention" });
    let done = await progressAfter(0);
    for (let kill = 1; kill <= 2; kill += 1) {
      process.kill(worker, "SIGKILL");
      worker = await workerAfter(worker);
      done = await progressAfter(done);
    }
    await world.kill();
    await world.restart();
    expect((await findJob("apply-retention")).progress.done).toBeLessThan(OLD_ROWS);
    await expect.poll(async () => (await findJob("apply-retention")).status, { timeout: 120_000 }).toBe("completed");
    expect(await findJob("apply-retention")).toMatchObject({ progress: { done: OLD_ROWS, total: OLD_ROWS } });
    const { rows } = await client.query("select count(*)::int as count from ledger where id like 'old %'");
    expect(rows).toEqual([{ count: 0 }]);
    await client.query("delete from durable_jobs");
    await client.end();
  },
);

test.skipIf(process.platform !== "linux")(
  "O7 a server keeps a worker of low priority; while that is unavailable talk continues and waiting work is reported; it comes back after kill -9 of either, and ends with the server",
  { timeout: LONG_TEST_MS },
  async () => {
    const first = await workerAfter(null);
    await expect.poll(async () => (await readState()).isWorkerAlive, PATIENCE).toBe(true);
    expect(getPriority(first)).toBeGreaterThan(getPriority(world.process.pid!));

    process.kill(first, "SIGSTOP");
    await call("jobs", "POST", { name: "reconcile-bills" });
    await expect.poll(async () => (await readState()).isWorkerAlive, PATIENCE).toBe(false);
    expect(await readState()).toMatchObject({ queued: 1 });
    const { items } = await call<{ items: { id: string }[] }>("personas");
    const chat = { message: "Hello, who are you?", personaId: items[0]!.id, sessionId: "without a worker" };
    expect((await call<{ message: string }>("chat", "POST", chat)).message).not.toBe("");

    process.kill(first, "SIGKILL");
    const second = await workerAfter(first);
    await expect.poll(statuses, PATIENCE).toEqual(["completed"]);
    expect(world.printed()).toContain(
      "The worker ended (SIGKILL). It is being restarted; jobs resume where they stopped.",
    );

    await world.kill();
    await expect.poll(() => isGone(second), PATIENCE).toBe(true);
    await world.restart();
    const third = await workerAfter(null);
    await expect.poll(async () => (await readState()).isWorkerAlive, PATIENCE).toBe(true);
    expect(await statuses()).toEqual(["completed"]);

    await world.stop();
    expect(isGone(third)).toBe(true);
  },
);
