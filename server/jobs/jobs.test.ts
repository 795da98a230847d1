import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import {
  countJob,
  counting,
  listSteps,
  makeStepsTable,
  openTestJobs,
  startTestWorker,
  type TestWorkerOptions,
} from "../../test/jobs/test-job-house.ts";
import type { JobView } from "../../schema/messages/job.ts";
import { principalOf, scopeOfSystem, type Principal } from "../../engine/scope/scope.ts";
import { insertOperator } from "../../test/insert-operator.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { defineJob, handleJob, JobPostponed } from "./define-job.ts";

const SCOPE = scopeOfSystem("default", "test", new AbortController().signal);
let fresh: FreshDatabase;
let database: Database;
let operator: Principal;
let jobs: Awaited<ReturnType<typeof openTestJobs>>;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  await makeStepsTable(database);
  operator = await insertOperator(database);
});
beforeEach(
  async () => void (jobs = await openTestJobs(database, fresh.url, [countJob, once, older, alike, ending, ended])),
);
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await jobs.close();
  await database.em().execute("delete from durable_jobs");
  await database.em().execute("delete from jobs.schedule");
  await database.em().execute("delete from workspaces where id <> 'default'");
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const once = defineJob({
  ...countJob,
  name: "once",
  admits: "one-per-workspace",
  schedule: { cron: "0 4 * * *", for: "each-workspace" },
});
const alike = defineJob({ ...countJob, name: "alike", admits: "one-per-payload" });
const ending = defineJob({ ...countJob, name: "ending", admits: "one-per-payload" });
const ended = defineJob({ ...countJob, name: "ended", afterCancel: ending });
const older = defineJob({ ...countJob, version: 1 });

async function work(handled: TestWorkerOptions["handled"], reported: unknown[] = []) {
  const worker = await startTestWorker({ database, databaseUrl: fresh.url, handled, reported });
  closing.push(worker.close);
  return worker;
}
async function order(steps: number, declaration = countJob): Promise<string> {
  const ordered = await jobs.order(declaration, { steps }, SCOPE);
  if (!("id" in ordered)) throw new Error(ordered.refused);
  return ordered.id;
}
const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => void (signal.aborted ? resolve() : signal.addEventListener("abort", () => resolve())));
const view = async (id: string): Promise<JobView> =>
  (await jobs.list(operator, { shown: "all", limit: 100 })).find((job) => job.id === id)!;
const statusOf = async (id: string) => (await view(id)).status;

test("O7 a job waits without a worker, can be seen to wait, and is done once there is one", async () => {
  const id = await order(2);
  expect(await jobs.readState("default")).toMatchObject({ queued: 1, isWorkerAlive: false });
  await work([counting()]);
  await expect.poll(() => statusOf(id)).toBe("completed");
  expect(await listSteps(database, id)).toEqual([1, 2]);
  expect(await view(id)).toMatchObject({ progress: { done: 2, total: 2 }, attempts: 1, askedBy: null });
  expect(await jobs.readState(null)).toMatchObject({ queued: 0, isWorkerAlive: true, oldestQueuedAt: null });
});

test("O7 a running job pauses at its next checkpoint, resumes from there, and is cancelled for good", async () => {
  let isHeld = true;
  const stepped: number[] = [];
  await work([
    counting({
      async beforeStep(step, { scope: { signal } }) {
        stepped.push(step);
        if (step === 2) while (isHeld && !signal.aborted) await wait(10);
      },
    }),
  ]);
  const id = await order(4);
  await expect.poll(() => stepped).toEqual([1, 2]);
  expect(await jobs.act(operator, id, "pause")).toMatchObject({ status: "running", wish: "pause" });
  await expect.poll(() => statusOf(id)).toBe("paused");
  expect(await jobs.act(operator, id, "pause")).toEqual({ refused: "not-so", status: "paused" });
  expect(await listSteps(database, id)).toEqual([1, 2]);
  await jobs.act(operator, id, "resume");
  isHeld = false;
  await expect.poll(() => statusOf(id)).toBe("completed");
  expect(await listSteps(database, id)).toEqual([1, 2, 3, 4]);

  isHeld = true;
  const other = await order(4);
  await expect.poll(() => listSteps(database, other)).toEqual([1]);
  await jobs.act(operator, other, "cancel");
  await expect.poll(() => statusOf(other)).toBe("cancelled");
  expect(await jobs.act(operator, other, "resume")).toEqual({ refused: "not-so", status: "cancelled" });
});

test("O7 a job that is cancelled while it waits or runs is followed by the one that ends what it was for", async () => {
  const followers = async () =>
    (await jobs.list(operator, { shown: "all", limit: 100 })).filter(({ name }) => name === "ending");
  const waiting = await order(3, ended);
  await jobs.act(operator, waiting, "pause");
  expect(await followers()).toEqual([]);
  await jobs.act(operator, waiting, "cancel");
  expect(await followers()).toMatchObject([{ status: "queued" }]);

  await work([
    { ...counting({ beforeStep: (_, { scope }) => untilAborted(scope.signal) }), declaration: ended },
    { ...counting(), declaration: ending },
  ]);
  const running = await order(2, ended);
  await expect.poll(() => statusOf(running)).toBe("running");
  await jobs.act(operator, running, "cancel");
  await expect.poll(() => statusOf(running)).toBe("cancelled");
  await expect.poll(async () => (await followers()).map(({ status }) => status)).toEqual(["completed", "completed"]);
  const counted = await Promise.all((await followers()).map(({ id }) => listSteps(database, id)));
  expect(counted).toEqual([
    [1, 2],
    [1, 2, 3],
  ]);
});

test("O7 a waiting job pauses, resumes and is cancelled at once, with no worker at all", async () => {
  const id = await order(1);
  expect(await jobs.act(operator, id, "pause")).toMatchObject({ status: "paused" });
  expect(await jobs.act(operator, id, "resume")).toMatchObject({ status: "queued" });
  expect(await jobs.act(operator, id, "cancel")).toMatchObject({ status: "cancelled" });
  expect(await jobs.act(principalOf("another workspace", "keeper"), id, "cancel")).toEqual({ refused: "no-such-job" });
  await work([counting()]);
  const next = await order(1);
  await expect.poll(() => statusOf(next)).toBe("completed");
  expect(await listSteps(database, id)).toEqual([]);
});

test("O7 failures in a row make a dead letter; a checkpoint between them forgives; a dead one is tried again from it", async () => {
  let failures = 0;
  let isMended = false;
  const reported: unknown[] = [];
  await work(
    [
      counting({
        beforeStep(step) {
          if (isMended || step < 2 || (step === 3 && failures > 3)) return;
          failures += 1;
          // Step 2 fails twice and then works, so step 3 has all its retries again.
          if (step === 2 && failures === 3) return;
          throw new Error(`no bridge at ${step}`);
        },
      }),
    ],
    reported,
  );
  const id = await order(4);
  await expect.poll(() => statusOf(id), { timeout: 60_000 }).toBe("dead");
  expect(await listSteps(database, id)).toEqual([1, 2, 3]);
  expect(await view(id)).toMatchObject({ problem: "It failed: no bridge at 4", progress: { done: 3, total: 4 } });
  expect(await jobs.readState(null)).toMatchObject({ dead: 1 });
  expect(reported.length).toBeGreaterThanOrEqual(3);
  isMended = true;
  expect(await jobs.act(operator, id, "retry")).toMatchObject({ status: "queued", problem: null });
  await expect.poll(() => statusOf(id)).toBe("completed");
  expect(await listSteps(database, id)).toEqual([1, 2, 3, 4]);
}, 120_000);

test("O7 a job that is cancelled while it still finishes for a pause is cancelled", async () => {
  const pausing = handleJob(countJob, async ({ id, scope: { signal } }) => {
    await jobs.act(operator, id, "pause");
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    await jobs.act(operator, id, "cancel");
    signal.throwIfAborted();
  });
  await work([pausing]);
  const id = await order(1);
  await expect.poll(() => statusOf(id), { timeout: 60_000 }).toBe("cancelled");
});

test("O7 a job that waits for something ends its attempt and is not failing, however often; a pause or the end asked for meanwhile holds", async () => {
  const reported: unknown[] = [];
  const [waits, stops] = [await order(3), await order(3)];
  const wishes = ["pause", "cancel"] as const;
  let [posts, asked] = [0, 0];
  async function beforeStep(step: number, { id }: { id: string }): Promise<void> {
    if (step !== 2) return;
    if (id === stops) await jobs.act(operator, stops, wishes[asked++]!);
    else if (posts++ === 4) return;
    throw new JobPostponed(0);
  }
  await work([counting({ beforeStep })], reported);
  await expect.poll(() => statusOf(waits), { timeout: 20_000 }).toBe("completed");
  expect(await view(waits)).toMatchObject({ attempts: 5, progress: { done: 3, total: 3 }, problem: null });
  await expect.poll(() => statusOf(stops)).toBe("paused");
  await jobs.act(operator, stops, "resume");
  await expect.poll(() => statusOf(stops), { timeout: 20_000 }).toBe("cancelled");
  expect(await listSteps(database, stops)).toEqual([1]);
  expect(reported).toEqual([]);
});

test("O7 a step that every attempt begins with forgives no failure", async () => {
  let attempts = 0;
  const beginning = handleJob(countJob, async (job) => {
    attempts += 1;
    await job.save(async () => ({ checkpoint: { step: 0 }, progress: { done: 0, total: 1 }, isProgress: false }));
    throw new Error("no bridge");
  });
  await work([beginning]);
  const id = await order(1);
  await expect.poll(() => statusOf(id), { timeout: 60_000 }).toBe("dead");
  expect(attempts).toBe(countJob.retries + 1);
}, 120_000);

test("O7 a job that takes too long is stopped and fails; one whose worker ends continues on another", async () => {
  const slow = handleJob(
    { ...countJob, timeoutSeconds: 1, retries: 0 },
    ({ scope: { signal } }) => new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason))),
  );
  const first = await work([slow]);
  const id = await order(1);
  await expect.poll(() => statusOf(id)).toBe("dead");
  expect(await view(id)).toMatchObject({ problem: "It failed: not done after 1 s" });
  await first.close();
  closing.length = 0;

  let isAtTwo = false;
  const second = await work([
    counting({
      async beforeStep(step, { scope: { signal } }) {
        isAtTwo = step === 2;
        while (isAtTwo && !signal.aborted) await wait(10);
      },
    }),
  ]);
  const next = await order(3);
  await expect.poll(() => isAtTwo).toBe(true);
  await second.close();
  closing.length = 0;
  expect(await view(next)).toMatchObject({ status: "queued", problem: null });
  expect((await jobs.readState(null)).isWorkerAlive).toBe(false);
  await work([counting()]);
  await expect.poll(() => statusOf(next)).toBe("completed");
  expect(await listSteps(database, next)).toEqual([1, 2, 3]);
});

test("O7 a job of an older version than its handler finishes, of a newer one, or of a kind that is gone stops with the reason", async () => {
  const old = await order(1, older);
  const newer = await order(1, defineJob({ ...countJob, version: 9 }));
  const gone = await order(1, defineJob({ ...countJob, name: "once" }));
  await work([counting()]);
  await expect.poll(async () => (await jobs.readState(null)).dead).toBe(3);
  expect(await view(old)).toMatchObject({
    problem: "It was started by an older version (count 1), which this one cannot finish. Request it again.",
  });
  expect((await view(newer)).problem).toContain("newer version (count 9)");
  expect((await view(gone)).problem).toBe("This version no longer has this kind of job.");
});

test("O7 a job finishes under the version it was begun with, where its handler still does", async () => {
  const versions: number[] = [];
  const both = handleJob({ ...countJob, finishesFrom: 1 }, async ({ version }) => void versions.push(version));
  const id = await order(1, older);
  await work([both]);
  await expect.poll(() => statusOf(id)).toBe("completed");
  expect(versions).toEqual([1]);
});

test("O7 one-per-workspace: a second one is refused while one waits; its schedule is there once, and makes up for a worker that was down", async () => {
  const id = await order(1, once);
  expect(await jobs.order(once, { steps: 1 }, SCOPE)).toEqual({ refused: "already-there" });
  const handled = [handleJob(once, async () => undefined)];
  await work(handled);
  await work(handled);
  await expect.poll(() => statusOf(id)).toBe("completed");
  const rows = await database
    .em()
    .execute("select name, cron, timezone, options->>'missed' as missed from jobs.schedule");
  expect(rows).toEqual([{ name: "once", cron: "0 4 * * *", timezone: "UTC", missed: "once" }]);
});

test("O7 one-per-payload: another of the same payload is refused while one waits, is paused or runs, and not once it is over", async () => {
  const ordered = await Promise.all([1, 2, 3].map(() => jobs.order(alike, { steps: 2 }, SCOPE)));
  expect(ordered.filter((each) => "id" in each)).toHaveLength(1);
  const id = ordered.flatMap((each) => ("id" in each ? [each.id] : []))[0]!;
  expect(await jobs.act(operator, id, "pause")).toMatchObject({ status: "paused" });
  expect(await jobs.order(alike, { steps: 2 }, SCOPE)).toEqual({ refused: "already-paused" });
  await order(3, alike);
  expect(await jobs.act(operator, id, "resume")).toMatchObject({ status: "queued" });
  await work([handleJob(alike, async () => undefined)]);
  await expect.poll(() => statusOf(id)).toBe("completed");
  expect(await jobs.order(alike, { steps: 2 }, SCOPE)).toHaveProperty("id");
});

test("O7 a schedule runs for each workspace, those made later included; one of the whole system runs once", async () => {
  const forAll = defineJob({ ...countJob, name: "for-all", schedule: { cron: "0 5 * * *", for: "system" } });
  await work([once, forAll].map((declaration) => handleJob(declaration, async () => undefined)));
  await database.em().execute("insert into workspaces (id, name) values ('late', 'Late')");
  const scheduled = async () =>
    (
      await database.em().execute<{ at: string }[]>("select name || ' ' || key as at from jobs.schedule order by 1")
    ).map(({ at }) => at);
  await expect.poll(scheduled, { timeout: 20_000 }).toEqual(["for-all default", "once default", "once late"]);
});

test("O7 a payload that its declaration refuses is not stored", async () => {
  await expect(jobs.order(countJob, { steps: "many" } as never, SCOPE)).rejects.toThrow(z.ZodError);
  expect(await jobs.list(operator, { shown: "all", limit: 10 })).toEqual([]);
});
