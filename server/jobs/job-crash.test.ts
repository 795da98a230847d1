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
import { scopeOfSystem } from "../../engine/scope/scope.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";

const STEPS = 3;
const SCOPE = scopeOfSystem("default", "test", new AbortController().signal);
/** Nine processes in sequence, on a machine that may be busy. */
const LONG_TEST_MS = 240_000;
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  await makeStepsTable(database);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

/** Runs a worker that kills itself at that point. @returns the signal that ended it */
async function dieAt(point: string, step = 0): Promise<NodeJS.Signals | null> {
  const program = join(import.meta.dirname, "../../test/jobs/test-jobs.program.ts");
  const child = spawn(process.execPath, [program, fresh.url, point, String(step)], {
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
    const view = async () => (await jobs.list("default", { shown: "all", limit: 10 }))[0]!;
    await expect.poll(async () => (await view()).status, { timeout: 60_000 }).toBe("completed");
    expect(await view()).toMatchObject({ progress: { done: STEPS, total: STEPS }, problem: null });
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
    expect(await dieAt("before-take")).toBe("SIGKILL");
    const worker = await startTestWorker({ database, databaseUrl: fresh.url, handled: [counting()] });
    await expect
      .poll(async () => (await jobs.list("default", { shown: "open", limit: 10 })).length, {
        timeout: 120_000,
      })
      .toBe(0);
    expect(await listSteps(database, "id" in ordered ? ordered.id : "")).toEqual([1]);
    await worker.close();
    await jobs.close();
  },
);
