/** Reserves a batch's maximum cost in Postgres from its intent to its last result, even if processes die meanwhile (SPEC L7). */
import type { EntityManager } from "@mikro-orm/postgresql";
import { ModelError } from "../../engine/model/language-model.ts";
import { BATCHES } from "../budget/budget-accounts.store.ts";
import { grantLeases } from "../budget/grant-leases.store.ts";
import { createLeaseStore } from "../budget/leases.store.ts";
import { lockAccounts } from "../budget/lock-accounts.store.ts";
import type { Database } from "../database/open-database.store.ts";
import { queryIn } from "../database/query-in.ts";
import type { Settlement, StoredItem } from "./batch.ts";

/** A hundred years: batches end their leases themselves. */
const LEASE_MS = 100 * 365 * 86_400_000;

/** Asks every process to give back money that it holds without needing it. */
export const recallMoney = (database: Database, workspaceId: string): Promise<void> =>
  createLeaseStore(database, BATCHES, LEASE_MS).recall(workspaceId);

/** @throws ModelError "budget" that names the budget that is too small */
export async function holdMoney(em: EntityManager, database: Database, items: StoredItem[]): Promise<void> {
  const terms = { holder: BATCHES, leaseMs: LEASE_MS };
  const paid = items.filter(({ leaseId }) => leaseId !== null);
  for (const [leaseId, held] of Map.groupBy(paid, (item) => item.leaseId!)) {
    const { workspaceId, userId, circleId, runId } = held[0]!.context;
    const nano = held.reduce((sum, { mostNano }) => sum + mostNano, 0);
    const request = {
      leaseId,
      isNew: true,
      amountNano: nano,
      neededNano: nano,
      wantedNano: nano,
      payer: { workspaceId, ...(userId && { userId }), ...(circleId && { circleId }), ...(runId && { runId }) },
    };
    const [answer] = await grantLeases(queryIn(em), terms, workspaceId, [{ request, isFinal: true }], database.now());
    if (answer?.type === "refused") throw new ModelError("budget", answer.reason);
  }
}

/** Releases the unused part of settled items; their costs were taken out of the leases with their ledger rows. */
export async function releaseRest(em: EntityManager, batchId: string, settled: Settlement[]): Promise<void> {
  const final = settled.flatMap(({ itemId, result }) => (result ? [itemId] : []));
  if (final.length === 0) return;
  await lockAccountsOf(em, batchId);
  await em.execute(
    `update budget_leases l set held_nano = greatest(0, l.held_nano - rest.nano)
     from (
       select lease_id, sum(greatest(0, most_nano - cost_nano))::bigint as nano from model_batch_items
       where id in (${final.map(() => "?").join(", ")}) and lease_id is not null group by lease_id
     ) rest where l.id = rest.lease_id`,
    final,
  );
}

/** Ends leases that no waiting item needs any longer. */
export async function endHolds(em: EntityManager, batchId: string): Promise<void> {
  await lockAccountsOf(em, batchId);
  await em.execute(
    `delete from budget_leases where id in (select lease_id from model_batch_items where batch_id = ?)
       and not exists (select from model_batch_items i where i.lease_id = budget_leases.id and i.status = 'waiting')`,
    [batchId],
  );
}

async function lockAccountsOf(em: EntityManager, batchId: string): Promise<void> {
  const [row] = (await em.execute("select workspace_id from model_batches where id = ?", [batchId])) as {
    workspace_id: string;
  }[];
  await lockAccounts(queryIn(em), row!.workspace_id);
}
