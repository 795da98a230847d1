/** Jobs marked as running without a live process, or that no process can run. */
import { LockMode, raw } from "@mikro-orm/core";
import type { Message } from "../../schema/messages/message.ts";
import { JobRow } from "../../schema/tables/job.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { isHostAlive } from "../database/open-host.process.ts";
import type { JobQueue } from "./job-queue.adapter.ts";
import type { FindDeclaration } from "./order-job.store.ts";
import { createSettling, LET_GO, toHeldJob, type HeldJob, type Outcome } from "./settle-job.store.ts";

export type LostJobs = ReturnType<typeof createLostJobs>;

export function createLostJobs(database: Database, queue: JobQueue, findDeclaration: FindDeclaration) {
  const settle = createSettling(queue, findDeclaration);
  return {
    /** Settles jobs whose process has died, each in its own transaction. @returns their number */
    async recover(outcomeOf: (job: HeldJob) => Outcome): Promise<number> {
      for (let count = 0; ; count += 1) {
        const isFound = await database.em().transactional(async (em) => {
          const rows = (await em.execute(
            `select * from durable_jobs where status = 'running' and not ${isHostAlive("held_by")}
             limit 1 for update skip locked`,
          )) as object[];
          if (!rows[0]) return false;
          const job = toHeldJob(em, rows[0]);
          await settle(em, job, outcomeOf(job));
          return true;
        });
        if (!isFound) return count;
      }
    },

    /** Marks a job as dead whose ticket the queue has given up. */
    bury: async (jobId: string, ticketId: string, problem: Message): Promise<void> =>
      void (await database
        .em()
        .nativeUpdate(
          JobRow,
          { id: jobId, ticketId, status: { $in: ["queued", "running"] } },
          { ...LET_GO, status: "dead", problem, endedAt: raw("now()") },
        )),

    /** Marks jobs of kinds that this version no longer has as dead. */
    buryUnknown: (names: readonly string[], problem: Message): Promise<void> =>
      database.em().transactional(async (em) => {
        const unknown = { status: "queued", name: { $nin: [...names] } };
        for (const { id, name, ticketId } of await em.find(JobRow, unknown, { lockMode: LockMode.PESSIMISTIC_WRITE })) {
          await queue.withdraw(em, name, ticketId);
          await em.nativeUpdate(JobRow, { id }, { ...LET_GO, status: "dead", problem, endedAt: raw("now()") });
        }
      }),
  };
}
