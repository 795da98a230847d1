/** The job queue, by pg-boss: order, retries with growing delays, heartbeats, schedules, dead letters. */
import type { EntityManager } from "@mikro-orm/postgresql";
import { fromKysely, PgBoss, type JobWithMetadata, type KyselyTransactionLike } from "pg-boss";
import type { Logger } from "pino";
import type { AnyJob } from "./define-job.ts";

export const DEAD_LETTERS = "dead-letters";
/** Also known to backups. */
const SCHEMA = "jobs";
const SERVER_CONNECTIONS = 2;
const WORKER_CONNECTIONS = 4;
const DAY_SECONDS = 86_400;
/** Jobs wait for a worker practically forever. */
const LONGEST_WAIT_SECONDS = 365 * DAY_SECONDS;
/** A worker without a heartbeat for this long loses its jobs, even if its connection is open. */
const HEARTBEAT_SECONDS = 20;
const HEARTBEAT_REFRESH_SECONDS = 5;
const LOOK_SECONDS = 10;
/** Grace beyond a job's own time-out, which its worker enforces. */
const EXPIRY_GRACE_SECONDS = 60;
const LONGEST_EXPIRY_SECONDS = DAY_SECONDS - 1;
/** New work is announced; polling finds retries that are due, and announcements that nobody received. */
const POLLING_SECONDS = 3;
const STOP_TIMEOUT_MS = 5_000;

/** One attempt of a ticket. */
export type Ticket = { id: string; retryCount: number };
export type TicketData = { jobId?: string; workspaceId: string };
export type TakenTicket = JobWithMetadata<TicketData>;

export type Scheduled = Pick<AnyJob, "name" | "admits"> & { cron: string };

export type JobQueue = Awaited<ReturnType<typeof openJobQueue>>;

export type JobQueueOptions = {
  databaseUrl: string;
  declarations: readonly AnyJob[];
  log: Pick<Logger, "error">;
  /** Workers run schedules and look for lost jobs; other processes only request jobs. */
  isWorker: boolean;
};

export async function openJobQueue({ databaseUrl, declarations, log, isWorker }: JobQueueOptions) {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: SCHEMA,
    max: isWorker ? WORKER_CONNECTIONS : SERVER_CONNECTIONS,
    schedule: isWorker,
    supervise: isWorker,
    useListenNotify: isWorker,
    superviseIntervalSeconds: LOOK_SECONDS,
    monitorIntervalSeconds: LOOK_SECONDS,
  });
  boss.on("error", (error) => log.error({ err: error }, "jobs"));
  await boss.start();
  await boss.createQueue(DEAD_LETTERS, { retentionSeconds: LONGEST_WAIT_SECONDS, notify: true });
  for (const declaration of declarations) {
    const { policy, ...options } = queueOptions(declaration);
    await boss.createQueue(declaration.name, { policy, ...options });
    await boss.updateQueue(declaration.name, options);
  }

  return {
    /** Resolves with null when its policy admits no other one now. */
    issue: (em: EntityManager, { name, admits }: AnyJob, data: Required<TicketData>, delaySeconds = 0) =>
      boss.send(name, data, {
        db: inTransaction(em),
        startAfter: delaySeconds,
        group: { id: data.workspaceId },
        ...(admits === "one-per-workspace" && { singletonKey: data.workspaceId }),
      }),

    /** Withdraws it in any state, or only the named attempt. */
    withdraw: async (em: EntityManager, name: string, ticket: Ticket | string): Promise<void> =>
      void (await boss.deleteJob(name, ticket, { db: inTransaction(em) })),

    complete: async (em: EntityManager, name: string, ticket: Ticket): Promise<void> =>
      void (await boss.complete(name, ticket, null, { db: inTransaction(em) })),

    /** It is retried after a delay, or becomes a dead letter when its retries are used up. */
    fail: async (em: EntityManager, name: string, ticket: Ticket, reason: string): Promise<void> =>
      void (await boss.fail(name, ticket, { reason }, { db: inTransaction(em) })),

    async schedule({ name, admits, cron }: Scheduled, workspaceId: string): Promise<void> {
      await boss.schedule(name, cron, { workspaceId } satisfies TicketData, {
        tz: "UTC",
        key: workspaceId,
        // A worker that was down when it was due runs it once when it is back.
        missed: "once",
        group: { id: workspaceId },
        ...(admits === "one-per-workspace" && { singletonKey: workspaceId }),
      });
    },

    work: ({ name, concurrency }: AnyJob, take: (ticket: TakenTicket) => Promise<void>) =>
      boss.work<TicketData, void, { includeMetadata: true }>(
        name,
        {
          includeMetadata: true,
          localConcurrency: concurrency.perProcess,
          groupConcurrency: concurrency.perWorkspace,
          pollingIntervalSeconds: POLLING_SECONDS,
          notifyPollingIntervalSeconds: POLLING_SECONDS,
          heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS,
        } as { includeMetadata: true },
        async ([ticket]) => take(ticket!),
      ),

    onDeadLetter: (handle: (jobId: string, ticketId: string) => Promise<void>) =>
      boss.work<TicketData, void, { includeMetadata: true }>(
        DEAD_LETTERS,
        { includeMetadata: true, pollingIntervalSeconds: LOOK_SECONDS } as { includeMetadata: true },
        async ([letter]) => {
          const { data, sourceId } = letter!;
          if (sourceId) await handle(data.jobId ?? sourceId, sourceId);
        },
      ),

    close: () => boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS }),
  };
}

const queueOptions = ({ admits, retries, firstRetrySeconds, timeoutSeconds }: AnyJob) => ({
  policy: admits === "one-per-workspace" ? "exclusive" : "standard",
  retryLimit: retries,
  retryDelay: firstRetrySeconds,
  retryBackoff: true,
  expireInSeconds: Math.min(timeoutSeconds + EXPIRY_GRACE_SECONDS, LONGEST_EXPIRY_SECONDS),
  heartbeatSeconds: HEARTBEAT_SECONDS,
  retentionSeconds: LONGEST_WAIT_SECONDS,
  deleteAfterSeconds: DAY_SECONDS,
  deadLetter: DEAD_LETTERS,
  notify: true,
});

const inTransaction = (em: EntityManager) => fromKysely(em.getTransactionContext() as unknown as KyselyTransactionLike);
