import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { principalOf } from "../../../engine/scope/scope.ts";
import type { Run, RunAnswer, RunDraft } from "../../../schema/messages/run.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { openTestJobs, startTestWorker } from "../../../test/jobs/test-job-house.ts";
import { letterOf, startAnsweringModel, type AnsweringModel } from "../../../test/survey/answering-model.ts";
import { openRunHouse } from "../../../test/survey/run-house.ts";
import type { WorkerBatches } from "../../batch/open-worker-batches.process.ts";
import { createBillingStore } from "../../budget/billing.store.ts";
import type { RunningVoices } from "../../models/voice-dependencies.ts";
import { seedBackstories } from "../backstory/authored-backstories.process.ts";
import { createBackstoryPool } from "../backstory/backstory-pool.store.ts";
import { labelRoutes } from "../label/label.route.ts";
import { labelPoolIn, labelsIn } from "../label/labels-in.ts";
import { createSurveyStore } from "../survey.store.ts";
import { createSurveys } from "../surveys.ts";
import { createTargetStore } from "../target/target.store.ts";
import { createTargets } from "../target/targets.ts";
import { createRunParts } from "./batch/run-parts.store.ts";
import { createLaunch } from "./launch-run.ts";
import { runRoutes } from "./run.route.ts";
import { runSurveyJob, runSurveys } from "./run-survey.job.ts";
import { createRunRates } from "./run-rate.store.ts";
import { createRunStore } from "./run.store.ts";
import { createRunWork } from "./run-work.store.ts";
import { createRuns } from "./runs.ts";
import { surveyRoutes } from "../survey.route.ts";
import { targetRoutes } from "../target/target.route.ts";

/** A worker on a busy machine takes its time. */
const PATIENCE = { timeout: 60_000, interval: 200 };
const SURVEY = {
  elements: [
    { type: "radiogroup", name: "news", title: "Where do you read the news?", choices: ["Paper", "Screen", "Nowhere"] },
    { type: "boolean", name: "car", title: "Do you have a car?" },
    { type: "text", name: "miles", title: "How many miles?", inputType: "number", min: 0, visibleIf: "{car} = true" },
    { type: "rating", name: "trust", title: "How much do you trust it?", rateMax: 5 },
    { type: "comment", name: "why", title: "Why?" },
  ],
};
const TARGET = {
  kind: "cells",
  cells: [
    { wanted: { party: ["democrat"] }, share: 1 },
    { wanted: { party: ["republican"] }, share: 1 },
  ],
};

let api: TestApi;
let model: AnsweringModel;
let voices: RunningVoices;
let batches: WorkerBatches;
let jobs: Awaited<ReturnType<typeof openTestJobs>>;
let fay: { token: string; userId: string };
let surveyId: string;
let targetId: string;
const folder = mkdtempSync(join(tmpdir(), "dramatis runs "));
const closing: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];

beforeAll(async () => {
  model = await startAnsweringModel(answerWell);
  closing.push(model.close);
  api = await startTestApi(async (database, _accounts, url) => {
    jobs = await openTestJobs(database, url, [runSurveyJob]);
    closing.push(jobs.close);
    const house = await openRunHouse(database, url, model.settings, folder);
    closing.push(house.close);
    ({ voices, batches } = house);
    const { budgets } = house;
    const pool = createBackstoryPool(database);
    await seedBackstories(pool, join(import.meta.dirname, "../../../backstories"), ["default"]);
    const surveys = createSurveys(createSurveyStore(database));
    const runs = createRuns(createRunStore(database), jobs);
    const billing = createBillingStore(database);
    const { traits, labellings } = labelsIn(database, jobs, voices);
    const targets = createTargets(createTargetStore(database), jobs, traits);
    const now = database.now;
    const rates = createRunRates(database);
    const launch = createLaunch({ runs, surveys, targets, pool, labellings, voices, billing, rates, budgets, now });
    return [
      ...labelRoutes(traits, labellings),
      ...surveyRoutes(surveys),
      ...targetRoutes(targets),
      ...runRoutes(runs, launch),
    ];
  });
  closing.splice(1, 0, api.close);
  fay = await api.signIn("Fay", "facilitator");
  surveyId = (await ask("POST", "/api/surveys", { name: "News", model: SURVEY })).body.id;
  targetId = (await ask("POST", "/api/targets", { name: "Halves", definition: TARGET })).body.id;
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

afterEach(async () => {
  await Promise.all(workers.map(({ close }) => close()));
  workers = [];
  model.server.fault = "none";
  model.server.next = [];
  model.answer = answerWell;
});

function answerWell({ question }: { question: string }): string {
  if (question.includes("the news")) return `(${letterOf(question, "Screen")}) Screen`;
  if (question.includes("car")) return `(${letterOf(question, "Yes")}) Yes`;
  if (question.includes("miles")) return "About 1,200 miles";
  if (question.includes("trust")) return `(${letterOf(question, "4")})`;
  return "Because it is quick.";
}

const ask = async (method: string, path: string, body?: unknown, who = fay) => {
  const answer = await api.call(method, path, { token: who.token, ...(body !== undefined && { body }) });
  return answer;
};
const DRAFT = { name: "First", method: "demographic-forcing", size: 10, seed: 7 };
async function launch(draft: Partial<RunDraft>): Promise<Run> {
  const launched = await ask("POST", `/api/surveys/${surveyId}/runs`, { ...DRAFT, targetId, ...draft });
  expect(launched.status, launched.text).toBe(201);
  return launched.body;
}
const look = async (id: string): Promise<Run> => (await ask("GET", `/api/runs/${id}`)).body;
async function answersOf(id: string): Promise<RunAnswer[]> {
  const answers: RunAnswer[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { body } = await ask("GET", `/api/runs/${id}/answers?limit=17&cursor=${cursor}`);
    answers.push(...body.items);
    cursor = body.next;
  }
  return answers;
}
let workers: { close(): Promise<void> }[] = [];
async function work(
  runWork = createRunWork(api.database),
  asked: RunningVoices = voices,
): Promise<{ close(): Promise<void> }> {
  const handled = runSurveys({
    work: runWork,
    parts: createRunParts(api.database),
    batches,
    pool: createBackstoryPool(api.database),
    labels: labelPoolIn(api.database),
    voices: { open: async () => ({ voices: asked, close: async () => undefined }) },
  });
  const worker = await startTestWorker({ database: api.database, databaseUrl: api.databaseUrl, handled: [handled] });
  workers.push(worker);
  return worker;
}
const until = (id: string, status: Run["status"]) =>
  expect.poll(async () => (await look(id)).status, PATIENCE).toBe(status);

describe("a run", () => {
  test.each(["alterity", "demographic-forcing", "simple-persona"] as const)(
    "S6 S5 %s: ten respondents answer five questions, each with what was shown, said and paid",
    { timeout: 120_000 },
    async (method) => {
      const { id } = await launch({ method });
      await work();
      await until(id, "COMPLETED");
      const run = await look(id);
      expect(run).toMatchObject({
        progress: { done: 50, total: 50 },
        verdicts: { answered: 50, refused: 0, unclear: 0, failed: 0, resampled: 0 },
        lostCalls: 0,
        problem: null,
        settings: { model: model.route },
      });
      const answers = await answersOf(id);
      expect(answers).toHaveLength(50);
      expect(answers.filter(({ probeId }) => probeId === "news").map(({ answer }) => answer)).toEqual(
        Array.from({ length: 10 }, () => "Screen"),
      );
      expect(new Set(answers.map(({ probeId, answer }) => `${probeId} ${JSON.stringify(answer)}`))).toEqual(
        new Set(['news "Screen"', "car true", "miles 1200", "trust 4", 'why "Because it is quick."']),
      );
      for (const answer of answers) {
        expect(answer.model).toBe(model.route);
        expect(answer.promptHash).toMatch(/^[0-9a-f]{64}$/);
        expect(answer.costNano).toBeGreaterThan(0);
        expect(answer.tokens.input).toBeGreaterThan(0);
      }
    },
  );

  test.each([1, 2])(
    "S6 L4 a model of a machine, which keeps few prompts, is asked as many respondents at a time as the policy has places: %i",
    { timeout: 120_000 },
    async (machine) => {
      model.asked.length = 0;
      const { id } = await launch({ method: "alterity", size: 6, seed: 13 });
      const onMachine: typeof voices.onlyModel = (name) => {
        const remote = voices.onlyModel(name);
        return remote && { ...remote, route: { ...remote.route, provider: "ollama", local: true } };
      };
      const { run } = voices.policies;
      const policies = { ...voices.policies, run: { ...run, places: { ...run.places, machine } } };
      await work(createRunWork(api.database), { ...voices, policies, onlyModel: onMachine });
      await until(id, "COMPLETED");
      const people = model.asked.map(({ prompt }) => prompt.slice(0, 2_000));
      const spans = [...new Set(people)].map((who) => [people.indexOf(who), people.lastIndexOf(who)] as const);
      expect(spans).toHaveLength(6);
      for (const at of people.keys())
        expect(spans.filter(([first, last]) => first <= at && at <= last).length).toBeLessThanOrEqual(machine);
    },
  );

  test("S6 L6 a run's cost is the ledger's, with that of calls that gave no answer", { timeout: 120_000 }, async () => {
    const { id } = await launch({ size: 2, seed: 10 });
    await work();
    await until(id, "COMPLETED");
    const ofAnswers = (await answersOf(id)).reduce((sum, { costNano }) => sum + costNano, 0);
    const cost = async () => (await look(id)).costNano;
    // The ledger is written a moment later.
    await expect.poll(cost, PATIENCE).toBe(ofAnswers);
    await api.database.em().execute(
      `insert into ledger select (jsonb_populate_record(l, '{"id": "aborted", "outcome": "aborted", "cost_nano": 7}')).*
       from ledger l where run_id = ? limit 1`,
      [id],
    );
    expect(await cost()).toBe(ofAnswers + 7);
  });

  test("S6 what is refused, unclear or not to be asked is counted, and is no data", { timeout: 120_000 }, async () => {
    model.answer = ({ question }) => {
      if (question.includes("the news")) return "I'd rather not say.";
      if (question.includes("car")) return "(A) or (B)";
      return answerWell({ question });
    };
    const { id } = await launch({ resamples: 2, seed: 11 });
    await work();
    await until(id, "COMPLETED");
    const run = await look(id);
    // Nobody is asked about miles.
    expect(run).toMatchObject({
      progress: { done: 40, total: 40 },
      verdicts: { answered: 20, refused: 10, unclear: 10, failed: 0, resampled: 10 },
    });
    const answers = await answersOf(id);
    expect(answers.filter(({ probeId }) => probeId === "news")).toMatchObject(
      Array.from({ length: 10 }, () => ({ verdict: "refused", answer: null, texts: ["I'd rather not say."] })),
    );
    expect(answers.find(({ probeId }) => probeId === "car")).toMatchObject({
      verdict: "unclear",
      answer: null,
      texts: ["(A) or (B)", "(A) or (B)", "(A) or (B)"],
    });
  });

  test(
    "S6 L7 a budget that ends in the middle pauses the run with its reason, until it is raised; then it goes on where it was",
    { timeout: 180_000 },
    async () => {
      model.asked.length = 0;
      const { highNano } = (
        await ask("POST", `/api/surveys/${surveyId}/estimate`, { method: "simple-persona", size: 30, targetId })
      ).body;
      const { id } = await launch({ method: "simple-persona", size: 30, budgetNano: 4_000_000, seed: 12 });
      await work();
      await until(id, "PAUSED");
      const paused = await look(id);
      expect(paused.problem).toMatch(/This run has used .* of its 0.4 ¢/);
      expect(paused.progress.done).toBeLessThan(150);
      expect(paused.costNano).toBeLessThanOrEqual(paused.budgetNano!);
      const change = (budgetNano: number) => ask("POST", `/api/runs/${id}/budget`, { budgetNano });
      expect((await change(paused.budgetNano! - 1)).body).toMatchObject({ status: "PAUSED", problem: paused.problem });
      expect((await change(highNano * 10)).body).toMatchObject({ status: "PAUSED", problem: null });
      await expect.poll(async () => (await ask("POST", `/api/runs/${id}/resume`)).status, PATIENCE).toBe(200);
      await until(id, "COMPLETED");
      expect(await look(id)).toMatchObject({ progress: { done: 150, total: 150 }, lostCalls: 0, problem: null });
      expect(new Set((await answersOf(id)).map((answer) => `${answer.respondent} ${answer.probeId}`)).size).toBe(150);
      // Each question was answered once, whatever was refused by the budget.
      expect(model.asked).toHaveLength(150);
    },
  );

  test(
    "S6 a provider that fails for a while: what was answered stays, and the rest is asked later, once",
    { timeout: 240_000 },
    async () => {
      model.asked.length = 0;
      model.server.requests.length = 0;
      model.answer = (asked) => {
        if (model.asked.length === 20) model.server.fault = { status: 503 };
        return answerWell(asked);
      };
      const { id } = await launch({ size: 12, seed: 13 });
      await work();
      // Calls are tried again for minutes (policy `run`) before the job is.
      await expect.poll(() => model.server.requests.length - model.asked.length, PATIENCE).toBeGreaterThan(0);
      const { done } = (await look(id)).progress;
      expect(done).toBeLessThan(60);
      model.server.fault = "none";
      await expect.poll(async () => (await look(id)).status, { ...PATIENCE, timeout: 180_000 }).toBe("COMPLETED");
      expect(await look(id)).toMatchObject({ progress: { done: 60, total: 60 }, verdicts: { answered: 60 } });
      expect(model.asked).toHaveLength(60);
    },
  );

  test(
    "S6 L3 a key that is refused pauses the run; resumed when it is accepted again, it goes on at once",
    { timeout: 120_000 },
    async () => {
      model.asked.length = 0;
      model.server.fault = { status: 401 };
      const { id } = await launch({ seed: 17 });
      await work();
      await until(id, "PAUSED");
      model.server.fault = "none";
      await expect.poll(async () => (await ask("POST", `/api/runs/${id}/resume`)).status, PATIENCE).toBe(200);
      await until(id, "COMPLETED");
      expect(await look(id)).toMatchObject({ progress: { done: 50, total: 50 }, lostCalls: 0, problem: null });
      expect(model.asked).toHaveLength(50);
    },
  );

  test(
    "S6 a question whose second draw fails was paid for once already: the call is lost, and is made again",
    { timeout: 120_000 },
    async () => {
      model.asked.length = 0;
      model.answer = (asked) => {
        // The first draw of the first question cannot be read, and the next call is refused.
        if (model.asked.length > 1) return answerWell(asked);
        model.server.fault = { status: 401 };
        return "(A) or (B)";
      };
      const { id } = await launch({ size: 1, resamples: 2, seed: 18 });
      await work();
      await until(id, "PAUSED");
      expect((await look(id)).progress.done).toBe(0);
      model.server.fault = "none";
      await expect.poll(async () => (await ask("POST", `/api/runs/${id}/resume`)).status, PATIENCE).toBe(200);
      await until(id, "COMPLETED");
      expect(await look(id)).toMatchObject({ progress: { done: 5, total: 5 }, lostCalls: 1 });
      expect(model.asked).toHaveLength(6);
    },
  );

  test(
    "S6 a run is paused, goes on, and is cancelled for good; only one that has ended is deleted",
    { timeout: 120_000 },
    async () => {
      const { id } = await launch({});
      expect((await ask("POST", `/api/runs/${id}/pause`)).body.status).toBe("PAUSED");
      expect((await ask("POST", `/api/runs/${id}/pause`)).status).toBe(409);
      expect((await ask("POST", `/api/runs/${id}/resume`)).body.status).toBe("QUEUED");
      expect((await ask("DELETE", `/api/runs/${id}`)).body.code).toBe("run-not-ended");
      expect((await ask("POST", `/api/runs/${id}/cancel`)).body.status).toBe("CANCELLED");
      for (const step of ["pause", "resume", "cancel"])
        expect((await ask("POST", `/api/runs/${id}/${step}`)).body).toMatchObject({
          code: "run-not-so",
          // As screens call it, not as it is stored.
          detail: expect.stringMatching(/is “[A-Z][a-z ]+”/),
        });
      const finn = await api.signIn("Finn", "facilitator");
      expect((await ask("DELETE", `/api/runs/${id}`, undefined, finn)).body.code).toBe("run-not-yours");
      expect((await ask("DELETE", `/api/runs/${id}`)).status).toBe(204);
      expect((await ask("GET", `/api/runs/${id}`)).status).toBe(404);
    },
  );

  test(
    "S6 a call that the end of its worker cuts short is made again, and is none that a killed process lost",
    { timeout: 120_000 },
    async () => {
      const { id } = await launch({ size: 12, repeats: 20, seed: 14 });
      await work();
      await expect.poll(async () => (await look(id)).progress.done, PATIENCE).toBeGreaterThan(0);
      model.server.next = ["silence", "silence"];
      await expect.poll(() => model.server.next, PATIENCE).toEqual([]);
      for (const worker of workers.splice(0)) await worker.close();
      await work();
      await until(id, "COMPLETED");
      expect(await look(id)).toMatchObject({ progress: { done: 1_200, total: 1_200 }, lostCalls: 0 });
    },
  );

  test(
    "S6 S5 nobody is asked without their interview: a run whose launcher may no longer read it pauses and says why",
    { timeout: 120_000 },
    async () => {
      model.asked.length = 0;
      const { id } = await launch({ method: "alterity", seed: 15 });
      const setRole = (role: string) =>
        api.database.em().execute("update users set role = ? where id = ?", [role, fay.userId]);
      const runWork = createRunWork(api.database);
      const setStatus: typeof runWork.setStatus = async (...begun) => {
        await setRole("guest");
        return runWork.setStatus(...begun);
      };
      await work({ ...runWork, setStatus });
      try {
        const reason = () => api.database.em().execute("select problem->>'code' as code from runs where id = ?", [id]);
        await expect.poll(reason, PATIENCE).toEqual([{ code: "run-no-interview" }]);
      } finally {
        await setRole("facilitator");
      }
      await until(id, "PAUSED");
      expect(model.asked).toEqual([]);
    },
  );

  test(
    "S6 O7 two jobs of one run, as a process that dies while it orders them leaves: one of them works, once",
    { timeout: 120_000 },
    async () => {
      model.asked.length = 0;
      const { id } = await launch({ seed: 16 });
      await api.database.em().execute("update runs set job_id = null where id = ?", [id]);
      await jobs.order(runSurveyJob, { runId: id }, principalOf("default", fay.userId));
      await work();
      await until(id, "COMPLETED");
      const open = "select from durable_jobs where payload->>'runId' = ? and status <> 'completed'";
      await expect.poll(() => api.database.em().execute(open, [id]), PATIENCE).toEqual([]);
      expect(model.asked).toHaveLength(50);
      expect((await look(id)).progress).toEqual({ done: 50, total: 50 });
    },
  );

  test("S6 A2 facilitators of a workspace share runs; others have none", async () => {
    const { id } = await launch({});
    const [finn, gus] = [await api.signIn("Finn", "facilitator"), await api.signIn("Gus")];
    expect((await ask("GET", `/api/runs/${id}`, undefined, finn)).body.owner.name).toBe("Fay");
    expect((await ask("GET", "/api/runs", undefined, gus)).status).toBe(403);
    await ask("POST", `/api/runs/${id}/cancel`, undefined, finn);
  });
});

/** Of the pool, in the order of ids, only so many lack the trait. */
const LACKING = 6;
const SAMPLES = 40;
const isOfLabels = ({ prompt }: { prompt: string }) => prompt.includes("interview with one person");
const answerLabels = (asked: { prompt: string; question: string }) => {
  if (!isOfLabels(asked)) return answerWell(asked);
  return asked.prompt.includes("Quote: ") ? "Quote: none\nAnswer: (C)" : "(A)";
};
/** A trait that a researcher added, and a target that wants it: most of the pool is labelled already. */
async function addTrait(name: string, lacking = LACKING): Promise<string> {
  const trait = { name, question: "Do you keep animals?", values: ["Yes", "No"] };
  expect((await ask("POST", "/api/traits", trait)).status).toBe(201);
  await api.database.em().execute(
    `insert into backstory_labels (backstory_id, trait_id, source, model, workspace_id, distribution, count)
     select id, ?, 'sampled', 'test/before', workspace_id, '{"Yes": 1}', 40 from backstories order by id offset ?`,
    [name, lacking],
  );
  const definition = { kind: "people", people: [{ [name]: "Yes" }, { [name]: "No" }] };
  return (await ask("POST", "/api/targets", { name, definition })).body.id;
}
const labelsOf = (traitId: string) =>
  api.database
    .em()
    .execute<{ model: string; count: number }[]>(
      `select model, count from backstory_labels where trait_id = ? and model <> 'test/before'`,
      [traitId],
    );
const BY_THE_MODEL = () => Array.from({ length: LACKING }, () => ({ model: model.route, count: SAMPLES }));

describe("a run whose target names a trait that backstories have no label of", () => {
  test(
    "S6 S3 is flagged with what the labels cost, labels first what lacks one, and then matches by it",
    { timeout: 180_000 },
    async () => {
      model.answer = answerLabels;
      model.asked.length = 0;
      const wanted = { targetId: await addTrait("Keeps animals"), method: "alterity" as const, size: 2, seed: 20 };
      const estimate = async (labelFirst: boolean) =>
        (await ask("POST", `/api/surveys/${surveyId}/estimate`, { ...wanted, labelFirst })).body;
      const [first, without] = [await estimate(true), await estimate(false)];
      expect(first.labelling).toMatchObject({ labels: LACKING, model: model.route, traitIds: ["Keeps animals"] });
      expect(first.notes.map((note: { message: { code: string } }) => note.message.code)).toEqual(["run-labels-first"]);
      expect(without.labelling).toBeNull();
      expect(without.notes).toMatchObject([
        { text: expect.stringContaining("no label of: Keeps animals."), message: { code: "run-unlabelled" } },
      ]);
      const unanswered = await ask("POST", `/api/surveys/${surveyId}/estimate`, { ...wanted, model: "anthropic/none" });
      expect(unanswered.body).toMatchObject({ model: null, labelling: null });
      expect(first.likelyNano).toBe(without.likelyNano + first.labelling.costNano.likely);

      const { id, labelling } = await launch(wanted);
      expect(labelling).toMatchObject({ traitIds: ["Keeps animals"], progress: { done: 0, total: null } });
      const steps: string[] = [];
      const runWork = createRunWork(api.database);
      // Other tests leave runs that the worker takes up as well.
      const note = (runId: string, status: string) => void (runId === id && steps.push(status));
      await work({
        ...runWork,
        beginIn: (em, runId, status) => (note(runId, status), runWork.beginIn(em, runId, status)),
        setStatus: (runId, status) => (note(runId, status), runWork.setStatus(runId, status)),
      });
      await until(id, "COMPLETED");
      expect(steps).toEqual(["LABELLING", "MATCHING", "INFERENCE"]);
      const run = await look(id);
      expect(run.labelling!.progress).toEqual({ done: LACKING, total: LACKING });
      expect(run.panel!.unlabelledTraits).toEqual([]);
      expect(await labelsOf("Keeps animals")).toEqual(BY_THE_MODEL());
      const ofAnswers = (await answersOf(id)).reduce((sum, { costNano }) => sum + costNano, 0);
      await expect.poll(async () => (await look(id)).costNano, PATIENCE).toBeGreaterThan(ofAnswers);
      // What is a run's step is no labelling of its own.
      expect((await ask("GET", "/api/labellings")).body.items).toEqual([]);
      expect((await launch({ ...wanted, seed: 21 })).labelling).toBeNull();
    },
  );

  test("S6 S3 matches as it is where that is wanted, and needs no labels for other methods", async () => {
    const targetId = await addTrait("Keeps bees");
    expect((await launch({ targetId, method: "alterity", labelFirst: false })).labelling).toBeNull();
    expect((await launch({ targetId, method: "simple-persona" })).labelling).toBeNull();
  });

  test(
    "S6 S3 labels that two runs lack are made by one of them, while the other waits, and paid once",
    { timeout: 180_000 },
    async () => {
      model.answer = answerLabels;
      model.asked.length = 0;
      const targetId = await addTrait("Keeps hens");
      const [one, other] = [
        await launch({ targetId, method: "alterity", size: 2, seed: 24 }),
        await launch({ targetId, method: "alterity", size: 2, seed: 25 }),
      ];
      await work();
      for (const { id } of [one, other]) await until(id, "COMPLETED");
      expect(await labelsOf("Keeps hens")).toEqual(BY_THE_MODEL());
      const sampled = model.asked.filter(({ prompt }) => isOfLabels({ prompt }) && !prompt.includes("Quote: "));
      expect(sampled).toHaveLength(LACKING * SAMPLES);
    },
  );

  test(
    "S6 S3 L7 a budget that ends among the labels pauses it with its reason; raised, it labels the rest and asks",
    { timeout: 180_000 },
    async () => {
      model.answer = answerLabels;
      model.asked.length = 0;
      const targetId = await addTrait("Keeps cats");
      const { id } = await launch({ targetId, method: "alterity", size: 2, seed: 22, budgetNano: 8_000_000 });
      await work();
      await until(id, "PAUSED");
      const paused = await look(id);
      expect(paused.problem).toMatch(/This run has used .* of its 0.8 ¢/);
      expect(paused.labelling!.progress.done).toBeLessThan(LACKING);
      expect(paused.progress).toEqual({ done: 0, total: null });
      await ask("POST", `/api/runs/${id}/budget`, { budgetNano: 100_000_000_000 });
      await expect.poll(async () => (await ask("POST", `/api/runs/${id}/resume`)).status, PATIENCE).toBe(200);
      await until(id, "COMPLETED");
      expect(await labelsOf("Keeps cats")).toEqual(BY_THE_MODEL());
      const sampled = model.asked.filter(({ prompt }) => isOfLabels({ prompt }) && !prompt.includes("Quote: "));
      expect(sampled).toHaveLength(LACKING * SAMPLES);
    },
  );

  test(
    "S6 S3 is paused among the labels, which pays for no call again, and cancelled there",
    { timeout: 180_000 },
    async () => {
      model.asked.length = 0;
      const [lacking, silent] = [40, 100];
      const targetId = await addTrait("Keeps dogs", lacking);
      const { id } = await launch({ targetId, method: "alterity", size: 2, seed: 23 });
      let silentFrom = Infinity;
      model.answer = (question) => {
        if (model.asked.length === 20) void ask("POST", `/api/runs/${id}/pause`);
        if (model.asked.length === silentFrom) model.server.next = Array.from({ length: silent }, () => "silence");
        return answerLabels(question);
      };
      await work();
      await until(id, "PAUSED");
      await expect.poll(async () => (await ask("POST", `/api/runs/${id}/resume`)).status, PATIENCE).toBe(200);
      const resumedAt = model.asked.length;
      silentFrom = resumedAt + 20;
      await expect.poll(() => model.asked.length, PATIENCE).toBeGreaterThanOrEqual(silentFrom);
      await expect.poll(() => model.server.next.length, PATIENCE).toBeLessThan(silent);
      expect(await look(id)).toMatchObject({ status: "LABELLING", labelling: { progress: { total: lacking } } });
      expect((await ask("POST", `/api/runs/${id}/cancel`)).body.status).toBe("CANCELLED");
      const stated = model.asked.filter(({ prompt }) => prompt.includes("Quote: "));
      expect(new Set(stated.map(({ prompt }) => prompt)).size).toBe(stated.length);
    },
  );
});

/** Of a run's calls: those with a row of their own, the least that one cost, and what dead processes left unsettled. */
async function paidFor(id: string): Promise<{ calls: number; leastNano: number; unsettledNano: number }> {
  const [row] = await api.database.em().execute<{ calls: number; leastNano: number; unsettledNano: number }[]>(
    `select count(*) filter (where task <> 'unsettled')::int as calls,
       min(cost_nano) filter (where outcome = 'finished')::float8 as "leastNano",
       coalesce(sum(cost_nano) filter (where task = 'unsettled'), 0)::float8 as "unsettledNano"
     from ledger where run_id = ?`,
    [id],
  );
  return row!;
}

describe("a worker that is killed three times", () => {
  const PROGRAM = join(import.meta.dirname, "../../../test/survey/run-worker.program.ts");
  const KILLS = 3;
  /** Ends when it is killed. */
  async function workInProcess(point: string, kill?: (child: ChildProcess) => void): Promise<void> {
    const child = spawn(process.execPath, [PROGRAM, api.databaseUrl, point, folder, JSON.stringify(model.settings)], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    kill?.(child);
    const [, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    expect(signal).toBe("SIGKILL");
  }
  const points = [
    ["as it takes a run (QUEUED)", "take", 0],
    ["as it begins to match (MATCHING)", "beginIn", 0],
    ["before the panel is committed (MATCHING)", "keepPanelIn", 0],
    ["between an intent and its call (INFERENCE)", "intendCalls", 10],
    ["with answers that are not committed (INFERENCE)", "keepAnswersIn", 50],
    ["before the run is completed", "completeIn", 0],
  ] as const;

  test.each(points)(
    "S6 O5 %s: no answer is missing or there twice, and only what was in progress is paid again and marked lost",
    { timeout: 300_000 },
    async (_, point, mostLost) => {
      model.asked.length = 0;
      const { id } = await launch({ seed: 100 + points.findIndex(([, each]) => each === point) });
      for (let kill = 0; kill < KILLS; kill++) await workInProcess(point);
      await work();
      await expect.poll(async () => (await look(id)).status, { ...PATIENCE, timeout: 120_000 }).toBe("COMPLETED");
      const run = await look(id);
      expect(run).toMatchObject({ progress: { done: 50, total: 50 }, verdicts: { answered: 50 } });
      expect(new Set((await answersOf(id)).map(({ respondent, probeId }) => `${respondent} ${probeId}`)).size).toBe(50);
      const repeated = model.asked.length - 50;
      expect(repeated).toBeLessThanOrEqual(run.lostCalls);
      expect(run.lostCalls).toBeLessThanOrEqual(KILLS * mostLost);
      if (mostLost > 0) expect(run.lostCalls).toBeGreaterThan(0);
    },
  );

  test(
    "S6 S3 L7 O5 among the labels (LABELLING): none is missing or there twice, only calls in flight are paid again, and what they cost counts",
    { timeout: 300_000 },
    async () => {
      const targetId = await addTrait("Keeps owls");
      const { id } = await launch({ targetId, method: "alterity", size: 2, seed: 120 });
      model.asked.length = 0;
      const asked = () => model.asked.filter(isOfLabels);
      for (let kill = 1; kill <= KILLS; kill++)
        await workInProcess("none", (child) => {
          model.answer = (question) => {
            if (asked().length >= kill * 60) child.kill("SIGKILL");
            return answerLabels(question);
          };
        });
      model.answer = answerLabels;
      await work();
      await expect.poll(async () => (await look(id)).status, { ...PATIENCE, timeout: 120_000 }).toBe("COMPLETED");
      expect((await look(id)).labelling!.progress).toEqual({ done: LACKING, total: LACKING });
      expect(await labelsOf("Keeps owls")).toEqual(BY_THE_MODEL());
      const stated = asked().filter(({ prompt }) => prompt.includes("Quote: "));
      const needed = new Set(stated.map(({ prompt }) => prompt)).size + LACKING * SAMPLES;
      expect(asked().length).toBeGreaterThanOrEqual(needed);
      // Each backstory has one call in flight.
      expect(asked().length).toBeLessThanOrEqual(needed + KILLS * LACKING);
      const unrecorded = async () => model.asked.length - (await paidFor(id)).calls;
      const expected = async () => (await unrecorded()) * (await paidFor(id)).leastNano;
      await expect
        .poll(async () => (await paidFor(id)).unsettledNano - (await expected()), PATIENCE)
        .toBeGreaterThanOrEqual(0);
      expect(await unrecorded()).toBeGreaterThanOrEqual(KILLS);
    },
  );
});

describe("before a run", () => {
  test("S6 L8 it is estimated: respondents, answers, tokens, cost, and what should be known", async () => {
    const { body } = await ask("POST", `/api/surveys/${surveyId}/estimate`, {
      method: "alterity",
      size: 5000,
      targetId,
      temperature: 0.5,
    });
    expect(body.respondents).toBeGreaterThan(40);
    expect(body.respondents).toBeLessThan(5000);
    expect(body).toMatchObject({ answers: body.respondents * 5, model: model.route, isFree: false });
    expect(body.lowNano).toBeGreaterThan(0);
    expect(body.likelyNano).toBeGreaterThan(body.lowNano);
    expect(body.highNano).toBeGreaterThan(body.likelyNano);
    expect(body.tokens.likely).toBe(body.promptTokens + body.outputTokens);
    for (const { low, likely, high } of [body.tokens, body.minutes]) {
      expect(low).toBeLessThan(likely);
      expect(likely).toBeLessThan(high);
    }
    expect(body.notes.map((note: { message: { code: string } }) => note.message.code)).toEqual([
      "run-small-pool",
      "run-cool",
    ]);
  });

  test("S6 L8 minutes are estimated from the rate of the latest run by the same model, pauses apart, else from the policy's places", async () => {
    const { id } = await launch({ seed: 30 });
    await ask("POST", `/api/runs/${id}/cancel`);
    const execute = (sql: string, values: unknown[]) => api.database.em().execute(sql, values);
    const slow = "local/slow";
    const measured = () => createRunRates(api.database).measure(principalOf("default", fay.userId), slow, "alterity");
    expect(await measured()).toBeNull();
    await execute(
      `update runs set answered = 180, settings = settings || '{"model": "local/slow"}', created_at = now() where id = ?`,
      [id],
    );
    await execute(
      `insert into run_respondents (run_id, ordinal, workspace_id, owner_id, traits, arms, seed)
       select r.id, n, r.workspace_id, r.owner_id, '{}', '{}', n from runs r, generate_series(0, 179) n where r.id = ?`,
      [id],
    );
    // Two a second, in a minute and, an hour later, in another.
    await execute(
      `insert into run_answers (run_id, respondent, repeat, probe_id, position, workspace_id, owner_id, shown, texts,
         verdict, answer, model, prompt_hash, seed, input_tokens, cached_tokens, output_tokens, cost_nano, at)
       select r.id, n, 0, 'q', n, r.workspace_id, r.owner_id, '[]', '["(A)"]', 'answered', '"a"', 'local/slow', 'h', 9, 1, 0,
         1, 0, timestamptz '2026-01-01 10:00:00Z' + interval '0.5 s' * n + interval '1 hour' * (n / 90)
       from runs r, generate_series(0, 179) n where r.id = ?`,
      [id],
    );
    expect(await measured()).toBeCloseTo(2, 5);
  });

  test("S1 S6 a target's trait that nobody added flags the run, and a value that its trait has not, meanwhile, refuses it", async () => {
    const trait = { name: "Rides trains", question: "Do you ride trains?", values: ["often", "never"] };
    const definition = { kind: "people", people: [{ [trait.name]: "daily" }] };
    const made = (await ask("POST", "/api/targets", { name: "Riders", definition })).body;
    const question = { method: "alterity", size: 2, targetId: made.id };
    const { body } = await ask("POST", `/api/surveys/${surveyId}/estimate`, question);
    expect(body.notes).toMatchObject([
      { text: expect.stringContaining("Rides trains"), message: { code: "run-new-traits" } },
    ]);
    expect((await ask("POST", "/api/traits", trait)).status).toBe(201);
    for (const [path, asked] of [
      ["estimate", question],
      ["runs", { ...question, name: "Riders" }],
    ] as const)
      expect(await ask("POST", `/api/surveys/${surveyId}/${path}`, asked)).toMatchObject({
        status: 422,
        body: { code: "target-no-such-value", detail: expect.stringContaining("often; never") },
      });
  });

  test("S6 a survey with errors, a plan of what is not asked, a model that is not connected, and log-probabilities of a chat are refused", async () => {
    const { id: broken } = (
      await ask("POST", "/api/surveys", { name: "Broken", model: { elements: [{ type: "radiogroup", name: "q" }] } })
    ).body;
    const draft = { ...DRAFT, targetId };
    expect((await ask("POST", `/api/surveys/${broken}/runs`, draft)).body.code).toBe("run-survey-not-ready");
    const runsOf = `/api/surveys/${surveyId}/runs`;
    expect((await ask("POST", runsOf, { ...draft, model: "anthropic/none" })).body.code).toBe("run-no-model");
    expect((await ask("POST", runsOf, { ...draft, model: "rehearsal/script" })).body.code).toBe("run-no-model");
    expect((await ask("POST", runsOf, { ...draft, readOut: "log-probabilities" })).status).toBe(400);
    expect((await ask("POST", runsOf, { ...draft, calls: "batch" })).body.code).toBe("run-no-batch");
    expect((await ask("POST", runsOf, { ...draft, calls: "batch", form: "completion" })).status).toBe(400);
    expect((await ask("POST", runsOf, { ...draft, targetId: "none" })).body.code).toBe("no-such-target");
    const plan = { outcomes: ["neews"], comparisons: [], scales: [] };
    expect(await ask("POST", runsOf, { ...draft, plan })).toMatchObject({
      status: 422,
      body: { code: "run-plan-unknown" },
    });
  });

  test("S7 the analysis plan is stored with the run at its launch, and nobody changes it", async () => {
    const comparison = { kind: "paired", before: "car", after: "car", test: "sign" } as const;
    const plan = { outcomes: ["news"], comparisons: [comparison], scales: [] };
    const { id } = await launch({ plan });
    expect((await look(id)).plan).toEqual(plan);
    await expect(
      api.database.inScope(principalOf("default", fay.userId), (em) => em.execute("update runs set plan = null")),
    ).rejects.toMatchObject({ code: "42501" });
    expect((await look(id)).plan).toEqual(plan);
    await ask("POST", `/api/runs/${id}/cancel`, {});
  });

  test("L7 while billing is on, a plan without the method and an empty credit are refused before anything is asked", async () => {
    const admin = await api.signIn("Root", "admin");
    await createBillingStore(api.database).switchOn(principalOf("default", admin.userId), true);
    const runsOf = `/api/surveys/${surveyId}/runs`;
    expect((await ask("POST", runsOf, { ...DRAFT, targetId, method: "alterity" })).body.code).toBe("run-plan-lacks");
    expect((await ask("POST", runsOf, { ...DRAFT, targetId })).body.code).toBe("run-no-credit");
    await createBillingStore(api.database).switchOn(principalOf("default", admin.userId), false);
  });
});
