/** Composition root of the worker, which runs the durable jobs at low priority; the compose service `engine`. */
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { DEFAULT_WORKSPACE_ID } from "./default-workspace.ts";
import { findEmbeddedPostgres } from "./database/embedded-postgres.process.ts";
import { StartProblem } from "./database/start-problem.ts";
import { handleJob } from "./jobs/define-job.ts";
import { openJobs } from "./jobs/open-jobs.process.ts";
import { openJobRunner } from "./jobs/open-job-runner.process.ts";
import { embedMemories } from "./memory/embed-memories.job.ts";
import { openData } from "./open-data.process.ts";
import { openWorkerModels } from "./open-worker-models.process.ts";
import { findPersonaIn } from "./persona/find-persona.ts";
import { openReconciliation } from "./reconciliation/open-reconciliation.process.ts";
import { reconcileBillsJob } from "./reconciliation/reconcile-bills.job.ts";
import { stripPictures } from "./session/material/strip-pictures.job.ts";
import { askPersonas } from "./session/probe/ask-personas.job.ts";
import { createProbeWork } from "./session/probe/probe-work.store.ts";
import { storageJobs } from "./storage/storage-jobs.job.ts";
import { runProcess } from "./run-process.process.ts";
import { createBackstoryPool } from "./survey/backstory/backstory-pool.store.ts";
import { collectRuns } from "./survey/run/batch/collect-run.job.ts";
import { createRunParts } from "./survey/run/batch/run-parts.store.ts";
import { runSurveys } from "./survey/run/run-survey.job.ts";
import { createRunWork } from "./survey/run/run-work.store.ts";
import { embedPool } from "./survey/backstory/embed-pool.ts";
import { interviewBackstories } from "./survey/interview/interview-backstories.job.ts";
import { createInterviewStore } from "./survey/interview/interview.store.ts";
import { findDuePlan } from "./survey/interview/pool-plan.store.ts";
import { topUpPool } from "./survey/interview/top-up-pool.job.ts";
import { labelBackstories } from "./survey/label/label-backstories.job.ts";
import { labelPoolIn } from "./survey/label/labels-in.ts";
import { matchPanels } from "./survey/target/match-panel.job.ts";
import { createTargetStore } from "./survey/target/target.store.ts";
import { listWorkspaceIds } from "./workspace/workspaces.store.ts";

/** Longer than jobs, queue and database take to end when each needs all its time. */
const SHUTDOWN_MS = 14_000;
/** An embedded Postgres has 80, most of them for talk. */
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
    const { embedding, voices, batches } = await openWorkerModels(ports, database, databaseUrl);
    const reconciliation = openReconciliation(database, configuration, (text) => log.warn(text));
    const pool = createBackstoryPool(database);
    const interviews = createInterviewStore(database);
    const labels = labelPoolIn(database);
    const runs = { work: createRunWork(database), parts: createRunParts(database), pool, labels, batches, voices };
    const jobs = openJobs(database, databaseUrl, log);
    ports.atEnd(jobs.close);
    const runner = await openJobRunner({
      database,
      databaseUrl,
      log,
      handled: [
        handleJob(reconcileBillsJob, ({ scope }) => reconciliation.run(scope.signal)),
        ...storageJobs(database),
        stripPictures(),
        embedMemories(database, async () => embedding.open()),
        matchPanels(createTargetStore(database), pool.listLabelled),
        runSurveys(runs),
        collectRuns(runs),
        interviewBackstories({
          store: interviews,
          openModels: voices.open,
          embed: embedPool(pool, embedding, reportTo("backstories")),
        }),
        topUpPool({ store: interviews, findDue: findDuePlan(database), jobs, openModels: voices.open }),
        askPersonas({
          work: createProbeWork(database),
          findPersona: findPersonaIn(database, reportTo("personas")),
          voices,
        }),
        labelBackstories({ ...labels, voices }),
      ],
      workspaces: { systemWorkspaceId: DEFAULT_WORKSPACE_ID, listWorkspaceIds: () => listWorkspaceIds(database) },
      version,
      report: reportTo("jobs"),
    });
    ports.atEnd(runner.close);
  },
);
