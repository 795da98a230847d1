import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { principalOf } from "../../../../engine/scope/scope.ts";
import type { Run, RunAnswer, RunDraft } from "../../../../schema/messages/run.ts";
import { startTestApi, type TestApi } from "../../../../test/api/test-api.process.ts";
import { createBatchHouse, type BatchHouse } from "../../../../test/batch/test-batch-house.ts";
import { insertOperator } from "../../../../test/insert-operator.ts";
import { openTestJobs, startTestWorker } from "../../../../test/jobs/test-job-house.ts";
import { startAnsweringBatches, type AnsweringBatches } from "../../../../test/survey/answering-batches.ts";
import { letterOf } from "../../../../test/survey/answering-model.ts";
import { openRunHouse, type RunHouse } from "../../../../test/survey/run-house.ts";
import { createBillingStore } from "../../../budget/billing.store.ts";
import { createBackstoryPool } from "../../backstory/backstory-pool.store.ts";
import { labelPoolIn, labelsIn } from "../../label/labels-in.ts";
import { surveyRoutes } from "../../survey.route.ts";
import { createSurveyStore } from "../../survey.store.ts";
import { createSurveys } from "../../surveys.ts";
import { targetRoutes } from "../../target/target.route.ts";
import { createTargetStore } from "../../target/target.store.ts";
import { createTargets } from "../../target/targets.ts";
import { createLaunch } from "../launch-run.ts";
import { runRoutes } from "../run.route.ts";
import { runSurveyJob, runSurveys } from "../run-survey.job.ts";
import { createRunRates } from "../run-rate.store.ts";
import { createRunStore } from "../run.store.ts";
import { createRunWork } from "../run-work.store.ts";
import { createRuns } from "../runs.ts";
import { collectRunJob, collectRuns } from "./collect-run.job.ts";
import { createRunParts } from "./run-parts.store.ts";

/** A worker on a busy machine takes its time. */
const PATIENCE = { timeout: 90_000, interval: 200 };
const SURVEY = {
  elements: [
    { type: "radiogroup", name: "news", title: "Where do you read the news?", choices: ["Paper", "Screen", "Nowhere"] },
    { type: "boolean", name: "car", title: "Do you have a car?" },
    { type: "text", name: "miles", title: "How many miles?", inputType: "number", min: 0, visibleIf: "{car} = true" },
    { type: "comment", name: "why", title: "Why?" },
  ],
};
const TARGET = { kind: "cells", cells: [{ wanted: { party: ["democrat"] }, share: 1 }] };
/** Of each answer of the server. */
const TOKENS = { input: 100, cached: 64, output: 7 };
const RESPONDENTS = 6;

let api: TestApi;
let jobs: Awaited<ReturnType<typeof openTestJobs>>;
let model: AnsweringBatches;
let house: RunHouse;
let sending: BatchHouse;
let fay: { token: string; userId: string };
let surveyId: string;
let targetId: string;
const folder = mkdtempSync(join(tmpdir(), "dramatis batch runs "));
const closing: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];

beforeAll(async () => {
  model = await startAnsweringBatches(answerWell);
  closing.push(model.close);
  api = await startTestApi(async (database, _accounts, url) => {
    jobs = await openTestJobs(database, url, [runSurveyJob, collectRunJob]);
    closing.push(jobs.close);
    house = await openRunHouse(database, url, model.settings, folder);
    closing.push(house.close);
    const { voices, budgets } = house;
    const surveys = createSurveys(createSurveyStore(database));
    const runs = createRuns(createRunStore(database), jobs);
    const [pool, billing] = [createBackstoryPool(database), createBillingStore(database)];
    const { traits, labellings } = labelsIn(database, jobs, voices);
    const targets = createTargets(createTargetStore(database), jobs, traits);
    const now = database.now;
    const rates = createRunRates(database);
    const launch = createLaunch({ runs, surveys, targets, pool, labellings, voices, billing, rates, budgets, now });
    return [...surveyRoutes(surveys), ...targetRoutes(targets), ...runRoutes(runs, launch)];
  });
  closing.splice(1, 0, api.close);
  fay = await api.signIn("Fay", "facilitator");
  surveyId = (await ask("POST", "/api/surveys", { name: "News", model: SURVEY })).body.id;
  targetId = (await ask("POST", "/api/targets", { name: "All", definition: TARGET })).body.id;
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

/** Of this test. */
let earlier = 0;
const sent = () => model.server.batches.slice(earlier);
let workers: { close(): Promise<void> }[] = [];
beforeEach(() => {
  earlier = model.server.batches.length;
  isConfigured = true;
  const { tierOf, prices } = house.voices;
  sending = createBatchHouse(api.database, null, { openProvider: openBatch, tierOf, prices });
});
/** Whether the provider is. */
let isConfigured: boolean;
const openBatch: RunHouse["voices"]["openBatch"] = (...route) =>
  isConfigured ? house.voices.openBatch(...route) : null;
afterEach(async () => {
  await Promise.all(workers.map(({ close }) => close()));
  workers = [];
  await sending.runner.close();
  expect(sending.reported).toEqual([]);
  model.answer = answerWell;
  model.questions.length = 0;
  Object.assign(model.server, { pollsUntilEnd: 1, endsAs: "completed", fateOf: () => "answered" });
});

function answerWell(question: string): string {
  if (question.includes("the news")) return `(${letterOf(question, "Screen")}) Screen`;
  if (question.includes("car")) return `(${letterOf(question, "Yes")}) Yes`;
  return question.includes("miles") ? "About 1,200 miles" : "Because it is quick.";
}

const ask = async (method: string, path: string, body?: unknown) =>
  api.call(method, path, { token: fay.token, ...(body !== undefined && { body }) });
const DRAFT = { name: "First", method: "demographic-forcing", size: RESPONDENTS, seed: 7, calls: "batch" };
async function launch(draft: Partial<RunDraft> = {}, survey = surveyId): Promise<Run> {
  const launched = await ask("POST", `/api/surveys/${survey}/runs`, { ...DRAFT, targetId, ...draft });
  expect(launched.status, launched.text).toBe(201);
  return launched.body;
}
const look = async (id: string): Promise<Run> => (await ask("GET", `/api/runs/${id}`)).body;
const answersOf = async (id: string): Promise<RunAnswer[]> =>
  (await ask("GET", `/api/runs/${id}/answers?limit=500`)).body.items;
const jobsOf = (ids: string[]): Promise<{ jobId: string }[]> =>
  api.database.em().execute('select job_id as "jobId" from runs where id in (?)', [ids]);
const ledgerOf = (id: string): Promise<{ calls: number; costNano: number }[]> =>
  api.database
    .em()
    .execute(
      `select count(*)::int as calls, sum(cost_nano)::int as "costNano" from ledger where run_id = ? and outcome = 'finished'`,
      [id],
    );
async function work(): Promise<void> {
  const { database, databaseUrl } = api;
  const ports = {
    work: createRunWork(database),
    parts: createRunParts(database),
    batches: house.batches,
    pool: createBackstoryPool(database),
    labels: labelPoolIn(database),
    voices: { open: async () => ({ voices: { ...house.voices, openBatch }, close: async () => undefined }) },
  };
  workers.push(await startTestWorker({ database, databaseUrl, handled: [runSurveys(ports), collectRuns(ports)] }));
}
const until = (id: string, status: Run["status"]) =>
  expect.poll(async () => (await look(id)).status, PATIENCE).toBe(status);
const resume = (id: string) =>
  expect.poll(async () => (await ask("POST", `/api/runs/${id}/resume`)).status, PATIENCE).toBe(200);

test(
  "S6 L5 L6 in series, a run by batches is one batch a question: every answer has its tokens and half its price, and the ledger its run",
  { timeout: 120_000 },
  async () => {
    const { id } = await launch();
    await work();
    await until(id, "COMPLETED");
    const total = 4 * RESPONDENTS;
    expect(await look(id)).toMatchObject({
      progress: { done: total, total },
      verdicts: { answered: total, resampled: 0 },
      lostCalls: 0,
      problem: null,
      round: null,
      settings: { calls: "batch", model: model.route },
    });
    expect(sent().map(({ requests }) => requests.length)).toEqual([6, 6, 6, 6]);
    const answers = await answersOf(id);
    expect(new Set(answers.map(({ probeId, answer }) => `${probeId} ${JSON.stringify(answer)}`))).toEqual(
      new Set(['news "Screen"', "car true", "miles 1200", 'why "Because it is quick."']),
    );
    const [{ costNano }] = answers as [RunAnswer];
    for (const answer of answers) expect(answer).toMatchObject({ tokens: TOKENS, costNano, model: model.route });
    expect(costNano).toBeGreaterThan(0);
    expect(await ledgerOf(id)).toEqual([{ calls: total, costNano: total * costNano }]);
    // Own answers are in the prompt of the next question.
    const last = sent()[3]!.requests[0]!.body["messages"] as { role: string }[];
    expect(last.map(({ role }) => role).filter((role) => role === "assistant")).toHaveLength(3);
  },
);

test(
  "S6 L5 while a provider takes its time, the job holds no place, and the run says which round waits since when and until when",
  { timeout: 120_000 },
  async () => {
    model.server.pollsUntilEnd = Infinity;
    const { id } = await launch({ seed: 8 });
    await work();
    const round = async () => (await look(id)).round;
    await expect.poll(async () => (await round())?.sentAt, PATIENCE).toBeTruthy();
    const { sentAt, dueAt, ...counts } = (await round())!;
    expect(counts).toEqual({ number: 1, planned: 4, asked: 6, settled: 0 });
    expect(new Date(dueAt!).getTime() - new Date(sentAt!).getTime()).toBe(86_400_000);
    const status = () =>
      api.database
        .em()
        .execute("select status, attempt from durable_jobs where name = 'run-survey' and status = 'queued'");
    await expect.poll(status, PATIENCE).toHaveLength(1);
    expect((await ask("POST", `/api/runs/${id}/pause`)).body.status).toBe("PAUSED");
    model.server.pollsUntilEnd = 1;
    await expect.poll(() => sending.store.countOpen(), PATIENCE).toBe(0);
    expect(sent()).toHaveLength(1);
    await resume(id);
    await until(id, "COMPLETED");
    expect(sent()).toHaveLength(4);
  },
);

test(
  "S6 L5 each question by itself is one round, and one more after a question that a rule refers to; what cannot be read is drawn again",
  { timeout: 120_000 },
  async () => {
    let tries = 0;
    model.answer = (question) => (question.includes("Why") && tries++ < 2 ? "" : answerWell(question));
    const { id } = await launch({ order: "independent", seed: 9 });
    await work();
    await until(id, "COMPLETED");
    expect(await look(id)).toMatchObject({
      progress: { done: 24, total: 24 },
      verdicts: { answered: 24, resampled: 2 },
    });
    // News and car; miles and why; two of the last again.
    expect(sent().map(({ requests }) => requests.length)).toEqual([12, 12, 2]);
    const twice = (await answersOf(id)).filter(({ texts }) => texts.length > 1);
    expect(twice).toMatchObject([1, 2].map(() => ({ texts: ["", "Because it is quick."], tokens: { input: 200 } })));
  },
);

test(
  "S6 a request that the provider refuses failed, and the others are answered; what every request meets pauses the run, and they are asked again",
  { timeout: 120_000 },
  async () => {
    let isLocked = true;
    model.server.fateOf = ({ body }) => {
      if (body === sent()[1]?.requests[0]!.body) return { status: 400, message: "too odd" };
      return isLocked && JSON.stringify(body).includes("Why?") ? { status: 401, message: "no such key" } : "answered";
    };
    const { id } = await launch({ seed: 10 });
    await work();
    await until(id, "PAUSED");
    const paused = await look(id);
    expect(paused.problem).toMatch(/HTTP 401.*no such key/);
    // Pages say it in their language.
    expect(paused.problemMessage).toMatchObject({ code: "batch-item-unanswered", values: { status: 401 } });
    isLocked = false;
    await resume(id);
    await until(id, "COMPLETED");
    const run = await look(id);
    expect(run.verdicts).toMatchObject({ answered: 22, failed: 1 });
    const failed = (await answersOf(id)).filter(({ verdict }) => verdict === "failed");
    expect(failed).toMatchObject([{ probeId: "car", answer: null, texts: [expect.stringContaining("too odd")] }]);
  },
);

test(
  "S6 L7 a budget without room pauses the run with its reason, with nothing ordered; raised, it goes on; with room for some, they are asked in turn",
  { timeout: 180_000 },
  async () => {
    const { id } = await launch({ budgetNano: 1_000, seed: 11 });
    await work();
    await until(id, "PAUSED");
    expect((await look(id)).problem).toMatch(/This run has used .* of its/);
    expect(sent()).toEqual([]);
    // Room for some of a round, as the most that they may cost is reserved.
    expect((await ask("POST", `/api/runs/${id}/budget`, { budgetNano: 2_000_000 })).status).toBe(200);
    await resume(id);
    await until(id, "COMPLETED");
    const run = await look(id);
    expect(run.progress).toEqual({ done: 24, total: 24 });
    expect(run.costNano).toBeLessThanOrEqual(run.budgetNano!);
    expect(sent().length).toBeGreaterThan(4);
    expect(model.questions).toHaveLength(24);
  },
);

test(
  "S6 L5 cancelled: its batch is cancelled at the provider, answers received are kept and paid for, and it is deleted once they are there",
  { timeout: 120_000 },
  async () => {
    model.server.pollsUntilEnd = Infinity;
    model.server.fateOf = ({ body }) => (body === sent()[0]!.requests[0]!.body ? "answered" : "cancelled");
    let isAsked = false;
    let letCancel: () => void = () => undefined;
    const cancelled = new Promise<void>((resolve) => void (letCancel = resolve));
    model.server.at = async (step) => {
      if (step !== "cancel") return;
      isAsked = true;
      await cancelled;
    };
    const { id } = await launch({ seed: 12 });
    await work();
    await expect.poll(async () => (await look(id)).round?.sentAt, PATIENCE).toBeTruthy();
    expect((await ask("POST", `/api/runs/${id}/cancel`)).body.status).toBe("CANCELLED");
    await expect.poll(() => isAsked, PATIENCE).toBe(true);
    expect((await ask("DELETE", `/api/runs/${id}`)).body.code).toBe("run-still-collecting");
    letCancel();
    await expect.poll(async () => (await look(id)).progress.done, PATIENCE).toBe(1);
    model.server.at = () => undefined;
    expect(await answersOf(id)).toMatchObject([
      { respondent: 0, probeId: "news", verdict: "answered", tokens: TOKENS },
    ]);
    expect(await ledgerOf(id)).toMatchObject([{ calls: 1 }]);
    expect(sent()).toHaveLength(1);
    await expect.poll(async () => (await ask("DELETE", `/api/runs/${id}`)).status, PATIENCE).toBe(204);
  },
);

test(
  "S6 L5 a run whose provider is no longer configured is paused with the reason once its batch is given up; configured again, it goes on",
  { timeout: 120_000 },
  async () => {
    model.server.pollsUntilEnd = Infinity;
    const { id } = await launch({ seed: 15 });
    await work();
    await expect.poll(async () => (await look(id)).round?.sentAt, PATIENCE).toBeTruthy();
    isConfigured = false;
    await expect.poll(async () => (await look(id)).problem, PATIENCE).toContain("is not configured here now");
    const aDayAgo = "due_at = now(), submitted_at = submitted_at - interval '1 day'";
    await api.database.em().execute(`update model_batches set ${aDayAgo} where ended_at is null`);
    await until(id, "PAUSED");
    expect((await look(id)).problem).toContain(`${model.route} is no longer configured here`);
    expect((await look(id)).costNano).toBeGreaterThan(0);
    isConfigured = true;
    model.server.pollsUntilEnd = 1;
    await resume(id);
    await until(id, "COMPLETED");
    expect((await look(id)).verdicts).toMatchObject({ answered: 24 });
  },
);

test(
  "S6 O7 a cancelled run whose answers nobody collects any longer has them collected once somebody deletes it",
  { timeout: 120_000 },
  async () => {
    model.server.pollsUntilEnd = Infinity;
    const { id } = await launch({ seed: 13 });
    await work();
    await expect.poll(async () => (await look(id)).round?.sentAt, PATIENCE).toBeTruthy();
    expect((await ask("POST", `/api/runs/${id}/cancel`)).body.status).toBe("CANCELLED");
    // As an operator may.
    await jobs.withdrawAll();
    const remove = async () => (await ask("DELETE", `/api/runs/${id}`)).status;
    expect(await remove()).toBe(409);
    await expect.poll(remove, PATIENCE).toBe(204);
  },
);

test(
  "S6 O7 an operator who cancels the job of a run cancels the run and its batch: it has ended, and is deleted",
  { timeout: 120_000 },
  async () => {
    model.server.pollsUntilEnd = Infinity;
    const [{ id }, waiting] = [await launch({ seed: 16 }), await launch({ seed: 17, calls: "live" })];
    await ask("POST", `/api/runs/${waiting.id}/pause`);
    await work();
    await expect.poll(async () => (await look(id)).round?.sentAt, PATIENCE).toBeTruthy();
    const operator = await insertOperator(api.database);
    for (const { jobId } of await jobsOf([id, waiting.id]))
      expect(await jobs.act(operator, jobId, "cancel")).not.toHaveProperty("refused");
    for (const each of [id, waiting.id]) {
      await expect.poll(async () => (await look(each)).endedAt, PATIENCE).toBeTruthy();
      expect((await look(each)).status).toBe("CANCELLED");
      await expect.poll(async () => (await ask("DELETE", `/api/runs/${each}`)).status, PATIENCE).toBe(204);
    }
    expect(sent()).toMatchObject([{ status: "cancelled" }]);
  },
);

test("S6 cancelling is no failure where the job that collects has ended the run before", async () => {
  const { id } = await launch({ seed: 14 });
  const { database } = api;
  const [store, atWork] = [createRunStore(database), createRunWork(database)];
  const cancel: typeof store.cancel = async (scope, runId) => {
    await atWork.cancel(runId);
    return store.cancel(scope, runId);
  };
  const runs = createRuns({ ...store, cancel }, jobs);
  const scope = principalOf("default", fay.userId);
  expect((await runs.cancel(scope, id)).status).toBe("CANCELLED");
  await expect(runs.cancel(scope, id)).rejects.toThrow("Cancelled");
  await jobs.withdrawAll();
});

test("S6 L8 the estimate has the price of batches beside that of live calls, and the longest wait", async () => {
  const estimate = async (change: object) =>
    (await ask("POST", `/api/surveys/${surveyId}/estimate`, { ...DRAFT, calls: "live", targetId, ...change })).body;
  const series = await estimate({});
  expect(series.batch).toMatchObject({ rounds: 4, longestWaitHours: 96, highNano: Math.round(series.highNano / 2) });
  expect((await estimate({ order: "independent" })).batch).toMatchObject({ rounds: 2, longestWaitHours: 48 });
  expect((await estimate({ form: "completion" })).batch).toBeNull();
});

const PROGRAM = join(import.meta.dirname, "../../../../test/survey/run-worker.program.ts");
const points = [
  ["with an order that is not committed", "keepOrderedIn"],
  ["as it looks for results", "look"],
  ["with results that it has read and not stored", "listResults"],
  ["with answers that are not committed", "keepAnswersIn"],
  ["before what it took is committed", "keepTakenIn"],
] as const;

test.each(points)(
  "S6 O5 killed %s: nothing is asked or paid for twice, and no answer is missing",
  { timeout: 180_000 },
  async (_, point) => {
    const { id } = await launch({ seed: 100 + points.findIndex(([, each]) => each === point) });
    const args = [PROGRAM, api.databaseUrl, point, folder, JSON.stringify(model.settings)];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
    const [, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    expect(signal).toBe("SIGKILL");
    await work();
    await until(id, "COMPLETED");
    expect(await look(id)).toMatchObject({
      progress: { done: 24, total: 24 },
      verdicts: { answered: 24 },
      lostCalls: 0,
    });
    expect(model.questions).toHaveLength(24);
    expect(await ledgerOf(id)).toMatchObject([{ calls: 24 }]);
    expect(sent().map(({ requests }) => requests.length)).toEqual([6, 6, 6, 6]);
  },
);
