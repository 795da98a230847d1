/** A database with a pool of long interviews, and a worker around it: what runs are measured in (SPEC S6). */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { principalOf } from "../../engine/scope/scope.ts";
import { RunSettings, type Run } from "../../schema/messages/run.ts";
import { createBudgetStore } from "../../server/budget/budgets.store.ts";
import { startEmbeddedPostgres } from "../../server/database/embedded-postgres.process.ts";
import { openDatabase, type Database } from "../../server/database/open-database.store.ts";
import { readAuthoredBackstories } from "../../server/survey/backstory/authored-backstories.process.ts";
import { createBackstoryPool } from "../../server/survey/backstory/backstory-pool.store.ts";
import { labelPoolIn } from "../../server/survey/label/labels-in.ts";
import { createRunStore } from "../../server/survey/run/run.store.ts";
import { createRunWork } from "../../server/survey/run/run-work.store.ts";
import { createRuns } from "../../server/survey/run/runs.ts";
import { createRunParts } from "../../server/survey/run/batch/run-parts.store.ts";
import { runSurveyJob, runSurveys } from "../../server/survey/run/run-survey.job.ts";
import { openTestJobs, startTestWorker } from "../../test/jobs/test-job-house.ts";
import { openRunHouse } from "../../test/survey/run-house.ts";
import { unlimitedPolicies } from "../models/unlimited-policies.ts";

export const RESPONDENTS = 1_000;
export const PROBES = 20;
/** About 2,500 tokens. */
const INTERVIEW_CHARACTERS = 10_000;
export const MODEL = "answerer";
const PRICES = { input: 1, output: 1, cached: 0.1 };
/** Far above what a run costs: every call is reserved and settled, none refused. */
const BUDGET_NANO = 1e14;
const PATIENCE_MS = 900_000;
const ADD_FACILITATOR = `insert into users (id, workspace_id, name, kind, role, colour)
  values ('bench', 'default', 'Bench', 'guest', 'facilitator', '#112233')`;

export const SURVEY = {
  elements: Array.from({ length: PROBES }, (_, index) => ({
    type: "radiogroup",
    name: `q${index}`,
    title: `How much do you agree with statement ${index}: most people can be trusted with what they borrow?`,
    choices: ["Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree"],
    isOrdinal: true,
  })),
};
const DEFINITION = {
  kind: "cells" as const,
  cells: [
    { wanted: { party: ["democrat"] }, share: 1 },
    { wanted: { party: ["republican"] }, share: 1 },
  ],
};

/** paid: counted as elsewhere, with prices. local: a vLLM of this network. */
export type RouteKind = "paid" | "local";
/** `cpuMs`: of this process, for each answer; a busy machine changes it less than the rate. */
export type RunRate = { answersPerSecond: number; cpuMs: number };
export type RunBench = {
  /** While questions are asked. @throws Error where answers, calls or money do not add up */
  measure(baseUrl: string, kind: RouteKind): Promise<RunRate>;
  close(): Promise<void>;
};

export async function openRunBench(): Promise<RunBench> {
  const folder = await mkdtemp(join(tmpdir(), "dramatis-runs-"));
  const files = await writeFiles(folder);
  const postgres = await startEmbeddedPostgres(join(folder, "postgres"));
  const database = await openDatabase(postgres.url);
  await database.em().execute(ADD_FACILITATOR);
  const scope = principalOf("default", "bench");
  await createBudgetStore(database).createFirst("default", [
    { id: "bench", scope: "workspace", subjectId: null, period: "month", limitNano: BUDGET_NANO },
  ]);
  await fillPool(database);
  const jobs = await openTestJobs(database, postgres.url, [runSurveyJob]);
  const runs = createRuns(createRunStore(database), jobs);

  async function measure(baseUrl: string, kind: RouteKind): Promise<RunRate> {
    const settings: Record<string, string> =
      kind === "paid" ? { OPENAI_API_KEY: "bench", OPENAI_BASE_URL: baseUrl } : { VLLM_URL: baseUrl };
    const house = await openRunHouse(database, postgres.url, { ...settings, ...files }, join(folder, kind));
    const times = { began: 0, ended: 0, cpu: process.cpuUsage() };
    const work = createRunWork(database);
    const worker = await startTestWorker({
      database,
      databaseUrl: postgres.url,
      handled: [
        runSurveys({
          work: {
            ...work,
            setStatus: (...begun) => {
              Object.assign(times, { began: performance.now(), cpu: process.cpuUsage() });
              return work.setStatus(...begun);
            },
            completeIn: (...completed) => {
              Object.assign(times, { ended: performance.now(), cpu: process.cpuUsage(times.cpu) });
              return work.completeIn(...completed);
            },
          },
          parts: createRunParts(database),
          batches: house.batches,
          pool: createBackstoryPool(database),
          labels: labelPoolIn(database),
          voices: { open: async () => ({ voices: house.voices, close: async () => undefined }) },
        }),
      ],
    });
    try {
      const { id } = await runs.launch(scope, {
        name: kind,
        budgetNano: BUDGET_NANO,
        plan: null,
        settings: RunSettings.parse({
          method: "alterity",
          size: RESPONDENTS,
          model: `${kind === "paid" ? "openai" : "vllm"}/${MODEL}`,
        }),
        survey: { id: "bench", version: 1, name: "Bench", model: SURVEY },
        target: { id: "bench", version: 1, name: "Bench", definition: DEFINITION },
        labelling: null,
      });
      const run = await untilEnded(() => runs.find(scope, id));
      await house.close();
      await requireComplete(database, run, kind);
      const { done } = run.progress;
      const answersPerSecond = done / ((times.ended - times.began) / 1000);
      return { answersPerSecond, cpuMs: (times.cpu.user + times.cpu.system) / 1000 / done };
    } finally {
      await worker.close();
    }
  }

  return {
    measure,
    async close() {
      await jobs.close();
      await database.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Prices of the model that is paid, and the shipped policies without limits; a paid provider at this machine has as many places as one elsewhere. */
async function writeFiles(folder: string): Promise<{ PRICES_FILE: string; POLICIES_FILE: string }> {
  const [PRICES_FILE, POLICIES_FILE] = [join(folder, "prices.yaml"), join(folder, "policies.yaml")];
  const shipped = parse(await readFile(join(import.meta.dirname, "../../models.yaml"), "utf8")) as object;
  const prices = [{ from: "2026-01-01", source: "a benchmark", bands: [PRICES] }];
  const models = [{ provider: "openai", model: MODEL, prices }];
  await writeFile(PRICES_FILE, stringify({ ...shipped, defaults: { openai: MODEL }, models }));
  const policies = unlimitedPolicies();
  policies.run.places.machine = policies.run.places.server;
  await writeFile(POLICIES_FILE, stringify(policies));
  return { PRICES_FILE, POLICIES_FILE };
}

/** As many as a run asks: those that ship, told several times over. */
async function fillPool(database: Database): Promise<void> {
  const shipped = await readAuthoredBackstories(join(import.meta.dirname, "../../backstories"));
  const files = Array.from({ length: RESPONDENTS }, (_, index) => {
    const file = shipped[index % shipped.length]!;
    const length = file.answers.reduce((sum, { answer }) => sum + answer.length, 0);
    const answers = file.answers.map(({ answer, ...told }) => ({
      ...told,
      answer: Array.from({ length: Math.ceil(INTERVIEW_CHARACTERS / length) }, () => answer).join(` ${index}. `),
    }));
    return { ...file, key: `${file.key}-${index}`, answers };
  });
  await createBackstoryPool(database).addAuthored("default", files);
}

async function untilEnded(look: () => Promise<Run>): Promise<Run> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const run = await look();
    if (run.status === "COMPLETED") return run;
    if (run.status === "FAILED" || run.status === "PAUSED" || performance.now() > until)
      throw new Error(`The run is ${run.status}: ${run.problem ?? "no reason given"}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** One answer, one intent and one row of the ledger for each question; what it cost is what the answers say. */
async function requireComplete(database: Database, { id, progress }: Run, kind: RouteKind): Promise<void> {
  const [found] = await database.em().execute<Record<string, number>[]>(
    `select (select count(*)::int from run_answers where run_id = ? and verdict = 'answered') as answers,
       (select count(*)::int from run_calls where run_id = ? and status = 'done') as calls,
       (select count(*)::int from ledger where run_id = ?) as rows,
       (select coalesce(sum(cost_nano), 0)::float8 from ledger where run_id = ?) as spent,
       (select coalesce(sum(cost_nano), 0)::float8 from run_answers where run_id = ?) as cost`,
    [id, id, id, id, id],
  );
  const expected = RESPONDENTS * PROBES;
  const { answers, calls, rows, spent, cost } = found as Record<
    "answers" | "calls" | "rows" | "spent" | "cost",
    number
  >;
  const isPaid = kind === "paid";
  const adds = answers === expected && rows === expected && calls === (isPaid ? expected : 0) && spent === cost;
  if (!adds || progress.done !== expected || spent > 0 !== isPaid)
    throw new Error(`The run does not add up: ${JSON.stringify({ ...found, done: progress.done })}`);
}
