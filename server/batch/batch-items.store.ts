/** The requests and results of batches in Postgres: each result is stored once, together with its ledger row. */
import { type Message } from "../../schema/messages/message.ts";
import type { EntityManager } from "@mikro-orm/postgresql";
import type { CallContext, ChatRequest } from "../../engine/model/language-model.ts";
import { BatchItemRow, BatchRow } from "../../schema/tables/batch.table.ts";
import { LedgerRow } from "../../schema/tables/ledger.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { toLedgerRow } from "../ledger/ledger.store.ts";
import { fromNow } from "./batch.store.ts";
import type { Batch, FinalStatus, Settlement, StoredItem } from "./batch.ts";
import { endHolds, holdMoney, releaseRest } from "./batch-holds.store.ts";
import { holdClaim } from "./hold-claim.store.ts";

const INSERTED_AT_ONCE = 100;

export type NewOrder = {
  id: string;
  workspaceId: string;
  ownerId: string | null;
  route: { provider: string; model: string };
  live: boolean;
  why: Message;
  batches: { id: string; items: StoredItem[] }[];
};
/** The batch that takes over unfinished items of another one. */
export type FollowUp = { id: string; dueInMs: number; countsAsTry: boolean };

/** What is read of a result: without its request, which may be far longer. */
const RESULT = [
  "key",
  "position",
  "status",
  "text",
  "reason",
  "problem",
  "requestAtFault",
  "inputTokens",
  "cachedTokens",
  "outputTokens",
  "costNano",
] as const;
export type OrderResult = Pick<BatchItemRow, (typeof RESULT)[number]>;

export type BatchItemsStore = ReturnType<typeof createBatchItemsStore>;

export function createBatchItemsStore(database: Database, claimant: string) {
  return {
    /**
     * Stores the order and reserves its money, in a transaction that must end soon: other payments in the workspace
     * wait for it. The order is unclaimed: any free process starts it.
     * @throws ModelError "budget"
     */
    insertOrder: (em: EntityManager, order: NewOrder): Promise<void> => insertOrder(em, database, order),

    /** Items whose result this batch may still return, in order. */
    async listCarried(batchId: string): Promise<StoredItem[]> {
      const rows = await database
        .em()
        .find(BatchItemRow, { batchId, status: "waiting", carried: true }, { orderBy: { position: "asc" } });
      return rows.map(({ id, key, request, originals, context, mostNano, leaseId, tries }) => ({
        id,
        key,
        originals,
        mostNano,
        leaseId: leaseId ?? null,
        tries,
        request: request as ChatRequest,
        context: context as CallContext,
      }));
    },

    /** Items settled before are skipped. @throws LostClaim */
    settle: (batchId: string, settlements: Settlement[]): Promise<void> =>
      database.em().transactional(async (em) => {
        await holdClaim(em, batchId, claimant);
        await settle(em, batchId, settlements);
      }),

    /** Ends a batch; items still waiting move to the next. @throws LostClaim */
    finish: (batch: Batch, end: { status: FinalStatus; problem: Message | null }, next: FollowUp): Promise<void> =>
      database.em().transactional(async (em) => {
        await holdClaim(em, batch.id, claimant);
        const waiting = { batchId: batch.id, status: "waiting" };
        const retried = await em.count(BatchItemRow, waiting);
        if (retried > 0) await passOn(em, batch.id, next, retried);
        else await endHolds(em, batch.id);
        const endedAt = fromNow(0);
        await em.nativeUpdate(
          BatchRow,
          { id: batch.id },
          { ...end, retried, endedAt, claimedBy: null, claimedUntil: null },
        );
      }),

    async listResults(orderId: string, afterPosition: number, limit: number): Promise<OrderResult[]> {
      return database
        .em()
        .find(
          BatchItemRow,
          { orderId, position: { $gt: afterPosition } },
          { orderBy: { position: "asc" }, limit, fields: [...RESULT] },
        );
    },

    countWaiting: (orderId: string): Promise<number> =>
      database.em().count(BatchItemRow, { orderId, status: "waiting" }),
  };
}

async function insertOrder(em: EntityManager, database: Database, order: NewOrder): Promise<void> {
  const { id: orderId, workspaceId, ownerId, route, live, why } = order;
  let position = 0;
  for (const { id, items } of order.batches) {
    const { provider, model } = route;
    const total = items.length;
    await em.insert(BatchRow, {
      id,
      orderId,
      workspaceId,
      ownerId,
      provider,
      model,
      live,
      why,
      total,
      status: "intended",
    });
    const rows = items.map((item) => ({
      ...item,
      orderId,
      workspaceId,
      ownerId,
      batchId: id,
      position: position++,
    }));
    for (let start = 0; start < rows.length; start += INSERTED_AT_ONCE)
      await em.insertMany(BatchItemRow, rows.slice(start, start + INSERTED_AT_ONCE));
  }
  // Last, because it blocks all other payments in the workspace until the commit.
  await holdMoney(
    em,
    database,
    order.batches.flatMap(({ items }) => items),
  );
}

async function settle(em: EntityManager, batchId: string, settlements: Settlement[]): Promise<void> {
  const ids = settlements.map(({ itemId }) => itemId);
  const open = await em.find(
    BatchItemRow,
    { id: { $in: ids }, batchId, status: "waiting", carried: true },
    { fields: ["id"] },
  );
  const openIds = new Set(open.map(({ id }) => id));
  const settled = settlements.filter(({ itemId }) => openIds.delete(itemId));
  if (settled.length === 0) return;
  for (const settlement of settled) await writeResult(em, settlement);
  await addCounts(em, batchId, settled);
  const records = settled.flatMap(({ record }) => (record ? [toLedgerRow(record)] : []));
  if (records.length > 0) await em.insertMany(LedgerRow, records);
  await releaseRest(em, batchId, settled);
}

/** Moves items still waiting to the batch `next`. */
async function passOn(em: EntityManager, batchId: string, next: FollowUp, total: number): Promise<void> {
  const { orderId, workspaceId, ownerId, provider, model, live, why, cancelAskedAt } = await em.findOneOrFail(
    BatchRow,
    batchId,
  );
  await em.insert(BatchRow, {
    id: next.id,
    orderId,
    workspaceId,
    ownerId,
    provider,
    model,
    live,
    why,
    cancelAskedAt,
    total,
    status: "intended",
    dueAt: fromNow(next.dueInMs),
  });
  await em.execute(
    "update model_batch_items set batch_id = ?, carried = true, tries = tries + ? where batch_id = ? and status = 'waiting'",
    [next.id, next.countsAsTry ? 1 : 0, batchId],
  );
}

async function writeResult(em: EntityManager, { itemId, result, usage, costNano }: Settlement): Promise<void> {
  const { input, cached, cacheWrite5m, cacheWrite1h, output } = usage;
  const spent = [input + cached + cacheWrite5m + cacheWrite1h, cached, output, costNano];
  if (!result)
    await em.execute(`update model_batch_items set carried = false, ${ADD_SPENT} where id = ?`, [...spent, itemId]);
  else
    await em.execute(
      `update model_batch_items set status = ?, text = ?, reason = ?, problem = ?, request_at_fault = ?,
         settled_at = now(), ${ADD_SPENT} where id = ?`,
      [
        result.status,
        result.status === "answered" ? result.text : null,
        result.status === "answered" ? result.reason : null,
        result.status === "failed" ? JSON.stringify(result.problem) : null,
        result.status === "failed" && result.requestAtFault,
        ...spent,
        itemId,
      ],
    );
}

const ADD_SPENT = `input_tokens = input_tokens + ?, cached_tokens = cached_tokens + ?,
  output_tokens = output_tokens + ?, cost_nano = cost_nano + ?`;

async function addCounts(em: EntityManager, batchId: string, settled: Settlement[]): Promise<void> {
  const count = (status: string) => settled.filter(({ result }) => result?.status === status).length;
  await em.execute(
    `update model_batches set answered = answered + ?, failed = failed + ?, cancelled = cancelled + ?,
       cost_nano = cost_nano + ? where id = ?`,
    [
      count("answered"),
      count("failed"),
      count("cancelled"),
      settled.reduce((sum, { costNano }) => sum + costNano, 0),
      batchId,
    ],
  );
}
