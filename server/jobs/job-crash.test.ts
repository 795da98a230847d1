import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import {
  countJob,
  counting,
  listSteps,
  makeStepsTable,
  openTestJobs,
  startTestWorker,
} from "../../test/jobs/test-job-house.ts";
import { scopeOfSystem, type Principal } from "../../engine/scope/scope.ts";
import { insertOperator } from "../../test/insert-operator.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import type { Jobs } from "./jobs.store.ts";

const STEPS = 3;
const PROGRAM = join(import.meta.dirname, "../../test/jobs/test-jobs.program.ts");
const SCOPE = scopeOfSystem("default", "test", new AbortController().signal);
/** Nine processes in sequence, on a machine that may be busy. */
const LONG_TEST_MS = 240_000;
let fresh: FreshDatabase;
let database: Database;
let operator: Principal;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  await makeStepsTable(database);
  operator = await insertOperator(database);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

/** The job with that id, whatever other tests left behind. */
async function findJob(jobs: Jobs, id: string) {
  return (await jobs.list(operator, { shown: "all", limit: 50 })).find((job) => job.id === id)!;
}

/** Runs a worker that kills itself at that point. @returns the signal that ended it */
async function dieAt(point: string, step = 0): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [PROGRAM, fresh.url, point, String(step)], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  return signal;
}

test(
  "O7 O5 a worker killed before, in and after each step of a job, and before taking it: the job resumes, with nothing done twice",
  { timeout: LONG_TEST_MS },
  async () => {
    const jobs = await openTestJobs(database, fresh.url);
    const ordered = await jobs.order(countJob, { steps: STEPS }, SCOPE);
    const id = "id" in ordered ? ordered.id : "";
    for (let step = 1; step <= STEPS; step += 1) {
      expect(await dieAt("before-step", step)).toBe("SIGKILL");
      expect(await listSteps(database, id)).toHaveLength(step - 1);
      expect(await dieAt("in-step", step)).toBe("SIGKILL");
      expect(await listSteps(database, id)).toHaveLength(step - 1);
      expect(await dieAt("after-step", step)).toBe("SIGKILL");
      expect(await listSteps(database, id)).toHaveLength(step);
    }
    const worker = await startTestWorker({ database, databaseUrl: fresh.url, handled: [counting()] });
    await expect.poll(async () => (await findJob(jobs, id)).status, { timeout: 60_000 }).toBe("completed");
    expect(await findJob(jobs, id)).toMatchObject({ progress: { done: STEPS, total: STEPS }, problem: null });
    expect(await listSteps(database, id)).toEqual([1, 2, 3]);
    await worker.close();
    await jobs.close();
  },
);

test(
  "O7 a worker killed between taking a ticket and its job: the queue gets no more heartbeats and gives the job to another",
  { timeout: LONG_TEST_MS },
  async () => {
    const jobs = await openTestJobs(database, fresh.url);
    const ordered = await jobs.order(countJob, { steps: 1 }, SCOPE);
    const id = "id" in ordered ? ordered.id : "";
    expect(await dieAt("before-take")).toBe("SIGKILL");
    const worker = await startTestWorker({ database, databaseUrl: fresh.url, handled: [counting()] });
    await expect.poll(async () => (await findJob(jobs, id)).status, { timeout: 120_000 }).toBe("completed");
    expect(await listSteps(database, id)).toEqual([1]);
    await worker.close();
    await jobs.close();
  },
);

test(
  "O7 a job that kills its worker each time, with no checkpoint in between, ends as a dead letter",
  { timeout: LONG_TEST_MS },
  async () => {
    const jobs = await openTestJobs(database, fresh.url);
    const ordered = await jobs.order(countJob, { steps: 1 }, SCOPE);
    const id = "id" in ordered ? ordered.id : "";
    for (let attempt = 0; attempt <= countJob.retries; attempt += 1)
      expect(await dieAt("before-step", 1)).toBe("SIGKILL");
    const worker = await startTestWorker({ database, databaseUrl: fresh.url, handled: [counting()] });
    await expect.poll(async () => (await findJob(jobs, id)).status, { timeout: 60_000 }).toBe("dead");
    expect(await findJob(jobs, id)).toMatchObject({ problem: "Its process died.", attempts: 3 });
    await worker.close();
    await jobs.close();
  },
);

test("O7 what was wished of a job whose worker died meanwhile is done by the next worker", async () => {
  const jobs = await openTestJobs(database, fresh.url);
  const ordered = await jobs.order(countJob, { steps: 1 }, SCOPE);
  const id = "id" in ordered ? ordered.id : "";
  const nobody = 1;
  await database
    .em()
    .execute("update durable_jobs set status = 'running', held_by = ?, attempt = 1 where id = ?", [nobody, id]);
  expect(await jobs.act(operator, id, "pause")).toMatchObject({ status: "running", wish: "pause" });
  const worker = await startTestWorker({ database, databaseUrl: fresh.url, handled: [counting()] });
  await expect.poll(async () => (await findJob(jobs, id)).status).toBe("paused");
  expect(await listSteps(database, id)).toEqual([]);
  await worker.close();
  await jobs.close();
});

test(
  "O7 a worker that stalls loses its job to another, and when it comes back it writes nothing more",
  { timeout: LONG_TEST_MS },
  async () => {
    const jobs = await openTestJobs(database, fresh.url);
    const ordered = await jobs.order(countJob, { steps: STEPS }, SCOPE);
    const id = "id" in ordered ? ordered.id : "";
    const stalled = spawn(process.execPath, [PROGRAM, fresh.url, "stall", "1"], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    try {
      await expect.poll(() => listSteps(database, id), { timeout: 60_000 }).toEqual([1]);
      const worker = await startTestWorker({ database, databaseUrl: fresh.url, handled: [counting()] });
      await expect.poll(async () => (await findJob(jobs, id)).status, { timeout: 120_000 }).toBe("completed");
      await worker.close();
      const beatBefore = await lastBeat();
      stalled.kill("SIGCONT");
      // It is awake once it gives signs of life again, and its handler has gone on by then.
      await expect.poll(lastBeat, { timeout: 60_000 }).toBeGreaterThan(beatBefore);
      expect(await listSteps(database, id)).toEqual([1, 2, 3]);
      expect(await findJob(jobs, id)).toMatchObject({ status: "completed", attempts: 2 });
      expect(stalled.exitCode).toBeNull();
    } finally {
      stalled.kill("SIGKILL");
      await jobs.close();
    }
  },
);

async function lastBeat(): Promise<number> {
  const [row] = (await database
    .em()
    .execute("select coalesce(extract(epoch from max(beat_at)), 0)::float8 as at from job_workers")) as {
    at: number;
  }[];
  return row!.at;
}
