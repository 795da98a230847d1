/** The jobs of a worker process: the queue and the runner. */
import type { Database } from "../database/open-database.store.ts";
import { openHost } from "../database/open-host.process.ts";
import type { HandledJob } from "./define-job.ts";
import { createJobAttempts, type JobAttempts } from "./job-attempts.store.ts";
import { openJobQueue, type JobQueueOptions } from "./job-queue.adapter.ts";
import { startJobRunner } from "./job-runner.job.ts";
import { createJobWorkers } from "./job-workers.store.ts";
import type { ScheduledWorkspaces } from "./keep-schedules.ts";
import { createLostJobs } from "./lost-jobs.store.ts";

export type JobRunnerOptions = Pick<JobQueueOptions, "databaseUrl" | "log"> & {
  database: Database;
  handled: readonly HandledJob[];
  workspaces: ScheduledWorkspaces;
  version: string;
  report(error: unknown): void;
  /** For tests: wraps taking a ticket's job. */
  take?: (take: JobAttempts["take"]) => JobAttempts["take"];
};

/** @returns `close` gives running jobs back */
export async function openJobRunner(options: JobRunnerOptions): Promise<{ close(): Promise<void> }> {
  const { database, databaseUrl, log, handled, workspaces, version, report, take = (same) => same } = options;
  const declarations = handled.map(({ declaration }) => declaration);
  const find = (name: string) => declarations.find((each) => each.name === name) ?? null;
  const host = await openHost(databaseUrl);
  const queue = await openJobQueue({ databaseUrl, declarations, log, isWorker: true });
  const attempts = createJobAttempts(database, queue, find, host.id);
  const runner = await startJobRunner({
    queue,
    attempts: { ...attempts, take: take(attempts.take) },
    lost: createLostJobs(database, queue, find),
    workers: createJobWorkers(database, host.id),
    handled,
    workspaces,
    version,
    report,
  });
  return {
    async close() {
      await runner.close();
      await queue.close();
      await host.close();
    },
  };
}
