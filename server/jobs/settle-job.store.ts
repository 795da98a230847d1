/** Ends an attempt at a job: its row and its place in the queue change in one transaction. */
import { raw } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Message } from "../../schema/messages/message.ts";
import { JobRow } from "../../schema/tables/job.table.ts";
import type { JobQueue } from "./job-queue.adapter.ts";
import { createOrdering, type FindDeclaration } from "./order-job.store.ts";

/** A job held by an attempt. */
export type HeldJob = Pick<
  JobRow,
  "id" | "workspaceId" | "name" | "version" | "payload" | "ticketId" | "retryCount" | "attempt" | "hasProgressed"
> & { ownerId: string | null; wish: "pause" | "cancel" | null; checkpoint: unknown };

/** How an attempt ended. */
export type Outcome =
  | { type: "completed" | "paused" | "cancelled" | "given-back" }
  | { type: "postponed"; seconds: number }
  /** `isCrash`: its process died, so that a delay does not help. */
  | { type: "failed"; problem: Message; reason: string; isCrash: boolean }
  /** No retry would help. */
  | { type: "dead"; problem: Message };

/** @returns a function that settles a job whose row the transaction has locked */
export function createSettling(queue: JobQueue, findDeclaration: FindDeclaration) {
  const { orderAfterCancel } = createOrdering(queue, findDeclaration);
  return async function settle(em: EntityManager, job: HeldJob, outcome: Outcome): Promise<void> {
    const { id, name, workspaceId, retryCount, hasProgressed } = job;
    const ticket = { id: job.ticketId, retryCount };
    const declaration = findDeclaration(name);
    const end = (status: "completed" | "cancelled" | "dead", problem: Message | null = null) =>
      em.nativeUpdate(JobRow, { id }, { ...LET_GO, status, problem, endedAt: raw("now()") });
    if (outcome.type === "completed") {
      await queue.complete(em, name, ticket);
      await end("completed");
    } else if (outcome.type === "cancelled") {
      await queue.withdraw(em, name, ticket);
      await end("cancelled");
      await orderAfterCancel(em, job);
    } else if (outcome.type === "paused") {
      await queue.withdraw(em, name, ticket);
      await em.nativeUpdate(JobRow, { id }, { ...LET_GO, status: "paused" });
    } else if (outcome.type === "dead" || declaration === null) {
      await queue.withdraw(em, name, ticket);
      await end("dead", "problem" in outcome ? outcome.problem : null);
    } else if (outcome.type !== "failed" || hasProgressed) {
      // Consecutive failures count from the last checkpoint: a new ticket has all its retries again.
      const retrySeconds = outcome.type === "failed" && !outcome.isCrash ? declaration.firstRetrySeconds : 0;
      const delaySeconds = outcome.type === "postponed" ? outcome.seconds : retrySeconds;
      await queue.withdraw(em, name, ticket);
      const ticketId = await queue.issue(em, declaration, { jobId: id, workspaceId }, delaySeconds);
      if (ticketId === null) throw new Error(`No place in the queue for job ${id} of ${name}.`);
      const problem = outcome.type === "failed" ? outcome.problem : null;
      await em.nativeUpdate(JobRow, { id }, { ...LET_GO, ...backInLine(), ticketId, problem });
    } else {
      await queue.fail(em, name, ticket, outcome.reason);
      if (retryCount >= declaration.retries) await end("dead", outcome.problem);
      else await em.nativeUpdate(JobRow, { id }, { ...LET_GO, ...backInLine(), problem: outcome.problem });
    }
  };
}

export const LET_GO = { heldBy: null, wish: null };
const backInLine = () => ({ status: "queued", queuedAt: raw("now()") });

/** Converts a row of the table as returned by a statement. */
export function toHeldJob(em: EntityManager, values: object): HeldJob {
  const row = em.map(JobRow, values);
  const { id, workspaceId, name, version, payload, ticketId, retryCount, attempt, hasProgressed } = row;
  return {
    id,
    workspaceId,
    name,
    version,
    payload,
    ticketId,
    retryCount,
    attempt,
    hasProgressed,
    ownerId: row.ownerId ?? null,
    wish: (row.wish ?? null) as HeldJob["wish"],
    checkpoint: row.checkpoint ?? null,
  };
}
