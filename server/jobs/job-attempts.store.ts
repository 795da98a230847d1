/**
 * Attempts at jobs, stored by the worker that makes them. Every write names its attempt and changes nothing when
 * a later one has begun: a process that comes back after too long cannot do harm.
 */
import type { EntityManager } from "@mikro-orm/postgresql";
import { JobRow } from "../../schema/tables/job.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { ENDED_BY } from "./attempt-job.ts";
import type { AnyJob, JobStep } from "./define-job.ts";
import type { JobQueue, TakenTicket } from "./job-queue.adapter.ts";
import type { FindDeclaration } from "./order-job.store.ts";
import { createSettling, toHeldJob, type HeldJob, type Outcome } from "./settle-job.store.ts";

export type JobAttempts = ReturnType<typeof createJobAttempts>;

/** @param host this process, by its lock's id */
export function createJobAttempts(database: Database, queue: JobQueue, findDeclaration: FindDeclaration, host: number) {
  const settle = createSettling(queue, findDeclaration);
  /** Locks and returns the row if this attempt is the last one. */
  const hold = async (em: EntityManager, { id, attempt }: Pick<HeldJob, "id" | "attempt">): Promise<HeldJob | null> => {
    const rows = (await em.execute(
      "select * from durable_jobs where id = ? and attempt = ? and status = 'running' for update",
      [id, attempt],
    )) as object[];
    return rows[0] ? toHeldJob(em, rows[0]) : null;
  };

  return {
    /**
     * Takes the job of a ticket for this attempt; a scheduled one is created now.
     * @returns null when there is nothing left to do for this ticket
     */
    take: ({ id: ticketId, retryCount, data }: TakenTicket, { name, version }: AnyJob): Promise<HeldJob | null> =>
      database.em().transactional(async (em) => {
        const id = data.jobId ?? ticketId;
        if (!data.jobId)
          await em.execute(
            `insert into durable_jobs (id, workspace_id, name, version, payload, ticket_id)
             values (?, ?, ?, ?, '{}', ?) on conflict (id) do nothing`,
            [id, data.workspaceId, name, version, ticketId],
          );
        const rows = (await em.execute(
          `update durable_jobs set status = 'running', attempt = attempt + 1, retry_count = ?, held_by = ?,
             has_progressed = false, started_at = coalesce(started_at, now())
           where id = ? and ticket_id = ? and status in ('queued', 'running') returning *`,
          [retryCount, host, id, ticketId],
        )) as object[];
        return rows[0] ? toHeldJob(em, rows[0]) : null;
      }),

    /** @returns false, with nothing stored, when a later attempt has begun */
    save: (job: HeldJob, step: JobStep<unknown>): Promise<boolean> =>
      database.em().transactional(async (em) => {
        if (!(await hold(em, job))) return false;
        const { checkpoint, progress, isProgress = true } = await step(em);
        const { done, total } = progress;
        const stored = { checkpoint: checkpoint as object, done, total, problem: null };
        await em.nativeUpdate(JobRow, { id: job.id }, { ...stored, ...(isProgress && { hasProgressed: true }) });
        return true;
      }),

    /** Changes nothing when a later attempt has begun. */
    settle: (job: HeldJob, outcome: Outcome): Promise<void> =>
      database.em().transactional(async (em) => {
        const held = await hold(em, job);
        if (!held) return;
        // While it still finished for a pause, or in an attempt that was over too soon to notice.
        const wish = outcome.type === "paused" || outcome.type === "postponed" ? held.wish : null;
        await settle(em, held, wish === null ? outcome : { type: ENDED_BY[wish] });
      }),

    /** Requested actions on the jobs that run here; null when a later attempt has begun. */
    async readWishes(jobs: readonly HeldJob[]): Promise<Map<string, "pause" | "cancel" | null>> {
      const rows = await database
        .em()
        .find(
          JobRow,
          { $or: jobs.map(({ id, attempt }) => ({ id, attempt, status: "running" })) },
          { fields: ["id", "wish"] },
        );
      return new Map(rows.map(({ id, wish }) => [id, (wish ?? null) as "pause" | "cancel" | null]));
    },
  };
}
