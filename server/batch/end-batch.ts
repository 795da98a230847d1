/** Reads a batch's results in chunks and closes it: every item has its result or moves on. */
import { message, type Message } from "../../schema/messages/message.ts";
import type { BatchProvider, BatchResult } from "../../engine/model/batch/batch-provider.ts";
import type { BatchPorts } from "./batch-ports.ts";
import type { Batch, FinalStatus, Settlement, StoredItem } from "./batch.ts";
import { settleItem, type Ended, type Rest } from "./settle-item.ts";

const HANDFUL = 100;
const FINAL: Record<Rest, FinalStatus> = {
  lost: "completed",
  refused: "failed",
  "out-of-reach": "failed",
  postponed: "failed",
  expired: "expired",
  cancelled: "cancelled",
};

type Ending = { batch: Batch; provider: Pick<BatchProvider, "route">; ports: BatchPorts };

/**
 * When interrupted, results stored before are kept, and not read again.
 * @throws ModelError when the results break off
 */
export async function endBatch(
  { batch, provider, ports }: Ending,
  leftOver: Rest,
  problem: Message | null,
  readResults?: (waiting: StoredItem[]) => AsyncIterable<BatchResult | null>,
): Promise<void> {
  const { items, now, newId, times } = ports;
  const carried = await items.listCarried(batch.id);
  const waiting = new Map(carried.map((item) => [item.id, item]));
  const at = (batch.submittedAt ?? now()).toISOString();
  const chunk: Settlement[] = [];
  let unreadable = 0;
  let hasExpired = leftOver === "expired";

  async function store(): Promise<void> {
    if (chunk.length > 0) await items.settle(batch.id, chunk.splice(0));
  }
  async function settle(item: StoredItem, ended: Ended): Promise<void> {
    waiting.delete(item.id);
    hasExpired ||= ended.type === "expired";
    chunk.push(settleItem(item, finalOf(batch, ended), { batch, route: provider.route, at }, ports));
    // A live call was paid for when it ended.
    if (chunk.length >= (batch.live ? 1 : HANDFUL)) await store();
  }

  try {
    for await (const result of readResults?.(carried) ?? []) {
      const item = result && waiting.get(result.customId);
      if (item) await settle(item, result.outcome);
      else if (!result) unreadable += 1;
    }
  } finally {
    await store();
  }
  for (const item of waiting.values()) await settle(item, toEnded(leftOver, problem));
  await store();
  await items.finish(
    batch,
    {
      status: batch.cancelAskedAt ? "cancelled" : hasExpired ? "expired" : FINAL[leftOver],
      problem: withUnread(problem, unreadable),
    },
    {
      id: newId(),
      dueInMs: leftOver === "postponed" ? times.longestWaitMs : times.retryMs,
      countsAsTry: leftOver !== "postponed",
    },
  );
}

function withUnread(problem: Message | null, unreadable: number): Message | null {
  if (unreadable === 0) return problem;
  const more = message("batch-lines-unread", { count: unreadable });
  return problem ? message("batch-ended-and", { problem, more }) : more;
}

/** Cancelled items are not sent again. */
const finalOf = ({ cancelAskedAt }: Batch, ended: Ended): Ended =>
  cancelAskedAt && !["answered", "lost", "out-of-reach"].includes(ended.type) ? { type: "cancelled" } : ended;

const toEnded = (leftOver: Rest, problem: Message | null): Ended =>
  leftOver === "expired" || leftOver === "cancelled" ? { type: leftOver } : { type: leftOver, problem };
