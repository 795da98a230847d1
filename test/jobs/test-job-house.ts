/** For tests of jobs: a kind of job that records its steps in a table, and workers for it. */
import { z } from "zod";
import { openJobQueue } from "../../server/jobs/job-queue.adapter.ts";
import { openJobRunner } from "../../server/jobs/open-job-runner.process.ts";
import { createJobs } from "../../server/jobs/jobs.store.ts";
import { defineJob, handleJob, type AnyJob, type HandledJob, type RunningJob } from "../../server/jobs/define-job.ts";
import { listWorkspaceIds } from "../../server/workspace/workspaces.store.ts";
import type { Database } from "../../server/database/open-database.store.ts";

export type Counting = { steps: number };
export type Counted = { step: number };

export const countJob = defineJob<Counting, Counted>({
  name: "count",
  version: 2,
  finishesFrom: 2,
  payload: z.object({ steps: z.number() }),
  checkpoint: z.object({ step: z.number() }),
  retries: 2,
  firstRetrySeconds: 1,
  timeoutSeconds: 60,
  policy: "system",
  admits: "any-number",
  concurrency: { perProcess: 2, perWorkspace: 2 },
});

export const makeStepsTable = (database: Database): Promise<unknown> =>
  database.em().execute("create table if not exists counted_steps (job_id text, step int, attempt_of int)");

export const listSteps = async (database: Database, jobId: string): Promise<number[]> => {
  const rows = (await database
    .em()
    .execute("select step from counted_steps where job_id = ? order by step", [jobId])) as { step: number }[];
  return rows.map(({ step }) => step);
};

export type StepHooks = {
  beforeStep?: (step: number, job: RunningJob<Counting, Counted>) => Promise<void> | void;
  inStep?: (step: number) => void;
  afterStep?: (step: number) => void;
};

/** Counts to its number, writing a row and a checkpoint in each step. */
export const counting = ({ beforeStep, inStep, afterStep }: StepHooks = {}): HandledJob =>
  handleJob(countJob, async (job) => {
    const { steps } = job.payload;
    for (let step = (job.checkpoint?.step ?? 0) + 1; step <= steps; step += 1) {
      await beforeStep?.(step, job);
      await job.save(async (em) => {
        await em.execute("insert into counted_steps values (?, ?, ?)", [job.id, step, process.pid]);
        inStep?.(step);
        return { checkpoint: { step }, progress: { done: step, total: steps } };
      });
      afterStep?.(step);
    }
  });

export async function openTestJobs(database: Database, databaseUrl: string, declarations: AnyJob[] = [countJob]) {
  const find = (name: string) => declarations.find((each) => each.name === name) ?? null;
  const queue = await openJobQueue({ databaseUrl, declarations, log: console, isWorker: false });
  return {
    ...createJobs(database, queue, find),
    /** So that no worker of a later test takes what one left. */
    withdrawAll: () =>
      database.em().transactional(async (em) => {
        const left = (await em.execute(
          "update durable_jobs set status = 'cancelled' where status in ('queued', 'running', 'paused') returning name, ticket_id",
        )) as { name: string; ticket_id: string }[];
        for (const { name, ticket_id } of left) await queue.withdraw(em, name, ticket_id);
      }),
    close: queue.close,
  };
}

export type TestWorkerOptions = {
  database: Database;
  databaseUrl: string;
  handled: HandledJob[];
  reported?: unknown[];
  /** Between taking a ticket and its job. */
  beforeTake?: () => void;
};

export const startTestWorker = ({ reported = [], beforeTake, ...options }: TestWorkerOptions) =>
  openJobRunner({
    ...options,
    log: console,
    workspaces: { systemWorkspaceId: "default", listWorkspaceIds: () => listWorkspaceIds(options.database) },
    version: "test",
    report: (error) => reported.push(error),
    ...(beforeTake && {
      take: (take) => (ticket, declaration) => {
        beforeTake();
        return take(ticket, declaration);
      },
    }),
  });
