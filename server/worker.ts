/** Composition root of the worker, which runs the durable jobs at low priority; the compose service `engine`. */
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { DEFAULT_WORKSPACE_ID } from "./default-workspace.ts";
import { findEmbeddedPostgres } from "./database/embedded-postgres.process.ts";
import { StartProblem } from "./database/start-problem.ts";
import { handleJob } from "./jobs/define-job.ts";
import { openJobRunner } from "./jobs/open-job-runner.process.ts";
import { openData } from "./open-data.process.ts";
import { openReconciliation } from "./reconciliation/open-reconciliation.process.ts";
import { reconcileBillsJob } from "./reconciliation/reconcile-bills.job.ts";
import { storageJobs } from "./storage/storage-jobs.job.ts";
import { runProcess } from "./run-process.process.ts";

/** Longer than jobs, queue and database take to end when each needs all its time. */
const SHUTDOWN_MS = 14_000;
/** An embedded Postgres has 60, most of them for talk. */
const MAX_CONNECTIONS = 6;

await runProcess(
  { name: "worker", stopping: "The worker stops: jobs are given back.", shutdownMs: SHUTDOWN_MS, isQuiet: true },
  async (ports) => {
    setPriority(constants.priority.PRIORITY_LOW);
    // The server that started it has ended, in whatever way.
    process.on("disconnect", () => void ports.end(0));
    const { configuration, dataFolder, version, log, reportTo } = ports;
    const databaseUrl = configuration.DATABASE_URL ?? (await findEmbeddedPostgres(join(dataFolder, "postgres")));
    if (databaseUrl === null)
      throw new StartProblem(
        `No server runs on the data in ${dataFolder}, whose database the worker uses. Start the server first, or set DATABASE_URL.`,
      );
    const database = await openData(ports, databaseUrl, MAX_CONNECTIONS);
    const reconciliation = openReconciliation(database, configuration, (text) => log.warn(text));
    const runner = await openJobRunner({
      database,
      databaseUrl,
      log,
      handled: [
        handleJob(reconcileBillsJob, ({ scope }) => reconciliation.run(scope.signal)),
        ...storageJobs(database),
      ],
      workspaceIds: [DEFAULT_WORKSPACE_ID],
      version,
      report: reportTo("jobs"),
    });
    ports.atEnd(runner.close);
  },
);
