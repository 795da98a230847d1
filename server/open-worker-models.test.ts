import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { ModelError } from "../engine/model/language-model.ts";
import { principalOf, type Principal } from "../engine/scope/scope.ts";
import { freshDatabase, type FreshDatabase } from "../test/fresh-database.ts";
import { insertOperator } from "../test/insert-operator.ts";
import { openTestJobs, startTestWorker } from "../test/jobs/test-job-house.ts";
import { collect } from "../test/model-servers/collect.ts";
import { startPaidProvider, type PaidProvider } from "../test/model-servers/paid-provider.ts";
import { createBudgetStore } from "./budget/budgets.store.ts";
import { readConfiguration } from "./configuration/read-configuration.process.ts";
import { newId } from "./database/new-id.adapter.ts";
import { openDatabase, type Database } from "./database/open-database.store.ts";
import { defineJob, handleJob } from "./jobs/define-job.ts";
import { openWorkerModels, type WorkerModels } from "./open-worker-models.process.ts";

const askJob = defineJob({
  name: "ask",
  version: 1,
  finishesFrom: 1,
  payload: z.object({ calls: z.number() }),
  checkpoint: z.null(),
  retries: 0,
  firstRetrySeconds: 1,
  timeoutSeconds: 60,
  policy: "run",
  admits: "any-number",
  concurrency: { perProcess: 1, perWorkspace: 1 },
});
const PATIENCE = { timeout: 60_000 };

let fresh: FreshDatabase;
let database: Database;
let provider: PaidProvider;
let folder: string;
let endings: (() => Promise<unknown>)[];
let operator: Principal;

beforeEach(async () => {
  endings = [];
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  provider = await startPaidProvider();
  folder = mkdtempSync(join(tmpdir(), "dramatis worker "));
  operator = await insertOperator(database);
});
afterEach(async () => {
  for (const end of endings.toReversed()) await end();
  await provider.close();
  await database.close();
  await fresh.drop();
  rmSync(folder, { recursive: true });
});

const openModels = (settings: Record<string, string>): Promise<WorkerModels> =>
  openWorkerModels(
    {
      ...readConfiguration(settings, folder),
      dataFolder: folder,
      say: () => undefined,
      reportTo: () => console.error,
      atEnd: (step) => void endings.push(step),
    },
    database,
    fresh.url,
    { places: [] },
  );

/** Asks one after the other, and ends as the first failed call. */
async function runJob(models: WorkerModels, calls: number) {
  const jobs = await openTestJobs(database, fresh.url, [askJob]);
  endings.push(jobs.close);
  const worker = await startTestWorker({
    database,
    databaseUrl: fresh.url,
    handled: [
      handleJob(askJob, async ({ scope, payload }) => {
        const { voices, close } = await models.voices.open(scope.signal);
        try {
          const request = { messages: [{ role: "user" as const, content: "How old are you?" }], maxTokens: 40 };
          for (let call = 0; call < payload.calls; call += 1) {
            const { error } = await collect(voices.modelFor("speak").stream(request, { ...scope, task: "check" }));
            if (error) throw new ModelError(error.code, error.reason);
          }
        } finally {
          await close();
        }
      }),
    ],
  });
  endings.push(worker.close);
  const ordered = await jobs.order(askJob, { calls }, { ...scopeOf(operator) });
  const id = "id" in ordered ? ordered.id : "";
  const find = async () => (await jobs.list(operator, { shown: "all", limit: 9 })).find((job) => job.id === id)!;
  await expect.poll(async () => (await find()).status, PATIENCE).toMatch(/completed|dead/);
  return find();
}
const scopeOf = (principal: Principal) => ({
  ...principalOf("default", principal.actor.kind === "person" ? principal.actor.userId : ""),
  subject: {},
  policy: "system" as const,
  signal: new AbortController().signal,
});

const listCalls = () =>
  database
    .em()
    .execute<{ workspace_id: string; user_id: string; outcome: string; cost_nano: string }[]>("select * from ledger");

test("O7 L6 a job's call goes to the configured provider, is recorded, and its workspace and requester pay", async () => {
  const models = await openModels(provider.settings);
  expect(await runJob(models, 2)).toMatchObject({ status: "completed" });
  const { userId } = operator.actor as { userId: string };
  await expect.poll(listCalls, PATIENCE).toHaveLength(2);
  for (const call of await listCalls()) {
    expect(call).toMatchObject({ workspace_id: "default", user_id: userId, task: "check", outcome: "finished" });
    expect(Number(call.cost_nano)).toBeGreaterThan(0);
  }
});

test("O7 L7 a job stops when the budget of its workspace is used up, with the reason", async () => {
  const store = createBudgetStore(database);
  await store.create(newId(), operator, { scope: "workspace", subjectId: null, period: "day", limitNano: 100_000 });
  const job = await runJob(await openModels(provider.settings), 1_000);
  expect(job).toMatchObject({ status: "dead", problem: expect.stringContaining("All that was said is kept") });
  const spent = async () => (await listCalls()).reduce((sum, { cost_nano }) => sum + Number(cost_nano), 0);
  await expect.poll(spent).toBeGreaterThan(0);
  expect(await spent()).toBeLessThanOrEqual(100_000);
});

test("L2 a worker that has no voice says so, fetches none, and does not rehearse", async () => {
  const models = await openModels({ VOICE: "auto" });
  await expect(models.voices.open(new AbortController().signal)).rejects.toThrow(/No server runs a model.*has none/);
});
