/**
 * Who works as the owner of the database, for whom policies do not hold (SPEC A2). What a person asks for is read and
 * written with `database.inScope`; what is left is named here, with why.
 */
import type { SourceFile } from "./source-files.ts";

/** `database.em()`, `.query` and `.transact`, a part of a Database that has them, and connections outside the pool. */
const SYSTEM_WORK =
  /\b[dD]atabase\s*\.\s*(?:em|query|transact)\b|\bPick<Database,[^>]*"(?:em|query|transact)"|\b(?:connectClient|keepConnection|PgBoss)\(/;

export const REASONS: Record<string, string> = {
  "server/account/account.store.ts": "sign-in: who asks is not known before it",
  "server/backup/restore-backup.store.ts": "replaces all data, whoever it belongs to",
  "server/backup/write-backup.process.ts": "copies all data, whoever it belongs to",
  "server/batch/batch-items.store.ts": "results arrive from providers, for every workspace",
  "server/batch/batch.store.ts":
    "steps of batches, taken by whichever process is free; people list and cancel them in their scope",
  "server/budget/budgets.store.ts": "the register of all workspaces' budgets, and the first budgets at the start",
  "server/budget/leases.store.ts": "one lease holds money for the calls of many people",
  "server/changes/open-change-bus.adapter.ts": "listens to the changes of every workspace",
  "server/cluster/server-lease.store.ts": "which servers are alive belongs to nobody",
  "server/conversation/restore-circles.store.ts": "takes over circles of a dead server",
  "server/conversation/unread-turns.store.ts":
    "finds what is due in the circles of a dead server, and what personas learned",
  "server/database/application-login.adapter.ts": "makes the login that scopes work under",
  "server/database/claim-data.process.ts": "the lock on the data folder",
  "server/database/connect-client.adapter.ts": "opens connections for others",
  "server/database/keep-connection.adapter.ts": "opens connections for others",
  "server/database/migrate-database.store.ts": "changes tables at the start",
  "server/database/open-host.process.ts": "the lock by which other processes see that this one is alive",
  "server/jobs/job-attempts.store.ts": "the worker's own work on jobs",
  "server/jobs/job-queue.adapter.ts": "the queue's own tables have no policies",
  "server/jobs/job-workers.store.ts": "which workers are alive belongs to nobody",
  "server/jobs/jobs.store.ts":
    "the queue's own tables have no policies; people list jobs, and are checked before they act, in their scope",
  "server/jobs/lost-jobs.store.ts": "takes over jobs of a dead worker",
  "server/ledger/ledger.store.ts": "one statement commits the calls of many people",
  "server/ledger/turn-samples.store.ts": "mean token counts of a workspace's turns, without any text",
  "server/memory/missing-vectors.store.ts": "a job makes vectors for everybody's memories anew",
  "server/conversation/stance.store.ts":
    "a persona stands in a circle as what everybody there said has moved it; witnesses go with each move",
  "server/outcome/outcome.store.ts":
    "an outcome is made of what everybody in a circle said; witnesses go with each item",
  "server/memory/reflection.store.ts": "a persona concludes from what several people said; witnesses go with it",
  "server/library/library.store.ts": "an admin hides an entry, which nobody else may change; vectors of all entries",
  "server/memory/weaviate/index-changes.store.ts": "the queue of changes to the index of everybody's memories",
  "server/memory/weaviate/standing.store.ts": "what the index ranks by, of a persona's memories of everybody",
  "server/memory/access-times.store.ts": "one statement notes what the turns of many people recalled",
  "server/memory/memory-statements.store.ts":
    "one statement serves the turns of many circles; witnesses are checked in it",
  "server/memory/memory.store.ts":
    "the index holds a persona's memories of everybody, and ranks those that an audience may hear",
  "server/models/consent/model-settings.store.ts": "asked before each model call, for everybody whose text is in it",
  "server/people/join-links.store.ts": "a link gives a role to somebody who has none yet",
  "server/persona/persona.store.ts":
    "what everybody sees of a persona is kept once; personas learn from talk; a change whose evidence is hidden can be undone",
  "server/prompt-cache/kept-prefixes.store.ts": "prefixes kept at providers belong to nobody",
  "server/reconciliation/reconciliation.store.ts": "bills belong to the whole installation",
  "server/session/probe/probe-work.store.ts": "the job answers for personas, whose answers nobody sets",
  "server/session/seats.store.ts":
    "a link gives a role to somebody who has none yet, and who has one may not set its state",
  "server/session/session-hosting.store.ts": "a place holds the sessions of many people, and starts them in their name",
  "server/storage/retention.store.ts": "counts what a daily job would delete, private conversations too",
  "server/storage/storage-jobs.job.ts": "the daily job that deletes expired data",
  "server/storage/storage.store.ts": "bytes on disk belong to the whole installation",
  "server/survey/backstory/backstory-pool.store.ts":
    "fills the pools of all workspaces, and keeps the vectors of their texts",
  "server/survey/run/batch/run-parts.store.ts": "a run's job notes what was ordered, whoever launched it",
  "server/survey/run/run-work.store.ts": "a run's job writes what was answered, whoever launched it",
  "server/survey/interview/pool-plan.store.ts":
    "a job of the server looks at the plan of each workspace's pool in turn",
  "server/survey/label/labelling.store.ts": "a job writes labels, which no person may write",
  "server/workspace/workspaces.store.ts": "lists the workspaces for whose schedules the server works",
};

/** @returns what is wrong, one line each */
export function findSystemWork(files: SourceFile[], reasons: Record<string, string> = REASONS): string[] {
  const working = files
    .filter(({ path, text }) => /^server\/.*(?<!\.test)\.ts$/.test(path) && SYSTEM_WORK.test(text))
    .map(({ path }) => path);
  return [
    ...working
      .filter((path) => !reasons[path])
      .map(
        (path) =>
          `${path} works as the owner of the database, for whom policies do not hold (SPEC A2): use database.inScope, or name the file and why in check/system-work.ts`,
      ),
    ...Object.keys(reasons)
      .filter((path) => !working.includes(path))
      .map((path) => `${path} is named in check/system-work.ts, but no longer works as the owner of the database`),
  ];
}
