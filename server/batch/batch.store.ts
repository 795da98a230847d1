/** Batches in Postgres: one process at a time takes a step with one. */
import { raw } from "@mikro-orm/core";
import type { Principal } from "../../engine/scope/scope.ts";
import { type Message } from "../../schema/messages/message.ts";
import type { BatchListQuery, BatchStatus, BatchView } from "../../schema/messages/batch.ts";
import { BatchRow } from "../../schema/tables/batch.table.ts";
import { shownProblem } from "../messages/shown-problem.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Batch, OpenStatus } from "./batch.ts";
import { holdClaim } from "./hold-claim.store.ts";

/** The changes made by a step; `dueInMs` counts from now by the database's clock. */
export type BatchChange = Partial<
  Pick<Batch, "status" | "providerId" | "sendingAt" | "missedAt" | "submittedAt" | "problems">
> & { problem?: Message | null; dueInMs?: number };

export type BatchStore = ReturnType<typeof createBatchStore>;

/** @param claimant unique id of this process */
export function createBatchStore(database: Database, claimant: string) {
  const execute = (sql: string, values: unknown[]) =>
    database.em().getConnection().execute<Record<string, unknown>[]>(sql, values);

  return {
    /** Claims the open batch that has been due longest, exclusively until `leaseMs` after the last renewal. */
    async claim(live: boolean, leaseMs: number): Promise<Batch | null> {
      const rows = await execute(
        `update model_batches set claimed_by = ?, claimed_until = now() + ? * interval '1 millisecond'
         where id = (
           select id from model_batches
           where ended_at is null and live = ? and due_at <= now() and (claimed_until is null or claimed_until < now())
           order by due_at limit 1 for update skip locked
         ) returning *`,
        [claimant, leaseMs, live],
      );
      return rows[0] ? toBatch(database.em().map(BatchRow, rows[0])) : null;
    },

    /** Null when another process has it now. */
    async renew(id: string, leaseMs: number): Promise<{ cancelAsked: boolean } | null> {
      const [row] = await execute(
        `update model_batches set claimed_until = now() + ? * interval '1 millisecond'
         where id = ? and claimed_by = ? returning cancel_asked_at is not null as cancel_asked`,
        [leaseMs, id, claimant],
      );
      return row ? { cancelAsked: Boolean(row["cancel_asked"]) } : null;
    },

    release: async (id: string): Promise<void> =>
      void (await execute(
        "update model_batches set claimed_by = null, claimed_until = null where id = ? and claimed_by = ?",
        [id, claimant],
      )),

    /** @throws LostClaim, with nothing changed, when another process has it now */
    change: (id: string, { dueInMs, ...change }: BatchChange): Promise<void> =>
      database.em().transactional(async (em) => {
        await holdClaim(em, id, claimant);
        const dueAt = dueInMs === undefined ? {} : { dueAt: fromNow(dueInMs) };
        await em.nativeUpdate(BatchRow, { id }, { ...change, ...dueAt });
      }),

    /** The provider's ids of batches submitted since then. */
    async listProviderIds(provider: string, since: Date): Promise<Set<string>> {
      const rows = await database
        .em()
        .find(
          BatchRow,
          { provider, providerId: { $ne: null }, submittedAt: { $gte: since } },
          { fields: ["providerId"] },
        );
      return new Set(rows.map(({ providerId }) => providerId!));
    },

    /** Number of open batches in all workspaces. */
    countOpen: (): Promise<number> => database.em().count(BatchRow, { endedAt: null }),

    async list(scope: Principal, { open, limit, cursor }: BatchListQuery): Promise<BatchView[]> {
      const { workspaceId } = scope;
      const rows = await database.inScope(scope, (em) =>
        em.find(
          BatchRow,
          { workspaceId, ...(open && { endedAt: null }), ...(cursor && { id: { $lt: cursor } }) },
          { orderBy: { id: "desc" }, limit },
        ),
      );
      return rows.map(toView);
    },

    /** Null when there is none in this workspace; an ended one stays unchanged. */
    askCancel: (scope: Principal, id: string): Promise<BatchView | null> =>
      database.inScope(scope, async (em) => {
        const { workspaceId } = scope;
        await em.execute(
          `update model_batches set cancel_asked_at = coalesce(cancel_asked_at, now()), due_at = now()
           where id = ? and workspace_id = ? and ended_at is null`,
          [id, workspaceId],
        );
        const row = await em.findOne(BatchRow, { id, workspaceId });
        return row && toView(row);
      }),

    askCancelOrder: async (orderId: string): Promise<void> =>
      void (await execute(
        `update model_batches set cancel_asked_at = coalesce(cancel_asked_at, now()), due_at = now()
         where order_id = ? and ended_at is null`,
        [orderId],
      )),
  };
}

/** By the database's clock, which is the same for every process. */
export const fromNow = (ms: number) => raw("now() + ? * interval '1 millisecond'", [ms]);

function toBatch(row: BatchRow): Batch {
  const { id, provider, model, live, why, status, providerId, problems } = row;
  const { sendingAt, missedAt, submittedAt, createdAt, cancelAskedAt } = row;
  return {
    id,
    provider,
    model,
    live,
    why,
    problems,
    status: status as OpenStatus,
    providerId: providerId ?? null,
    sendingAt: sendingAt ?? null,
    missedAt: missedAt ?? null,
    submittedAt: submittedAt ?? null,
    createdAt,
    cancelAskedAt: cancelAskedAt ?? null,
  };
}

function toView(row: BatchRow): BatchView {
  const { id, orderId, provider, model, live, total, answered, failed, cancelled, retried, costNano } = row;
  return {
    id,
    orderId,
    provider,
    model,
    live,
    costNano,
    status: row.status as BatchStatus,
    counts: { total, answered, failed, cancelled, retried, waiting: total - answered - failed - cancelled - retried },
    createdAt: row.createdAt.toISOString(),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    cancelAskedAt: row.cancelAskedAt?.toISOString() ?? null,
    ...shownProblem(row.problem ?? null),
  };
}
