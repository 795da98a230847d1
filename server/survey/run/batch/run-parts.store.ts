/** How far each part of a run by batches is (SPEC S6). The job works for many respondents: as the server. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Message } from "../../../../schema/messages/message.ts";
import type { Database } from "../../../database/open-database.store.ts";
import type { RunAtWork } from "../run-work.store.ts";
import type { Reply } from "./read-replies.ts";

export type RunPart = {
  part: number;
  round: number;
  /** The order whose results are not in its answers yet. */
  orderId: string | null;
  /** Requests of it without a result. */
  waiting: number;
  /** What its open batches met and try again. */
  problem: Message | null;
  drawn: Record<string, Reply>;
  isComplete: boolean;
};

export type OrderedPart = Pick<RunPart, "part" | "round" | "drawn"> & {
  rounds: number;
  orderId: string;
  asked: number;
};

export type RunParts = ReturnType<typeof createRunParts>;

export const createRunParts = (database: Database) => ({
  /** Those that were ordered before. Counts what has come back meanwhile. */
  async look(runId: string): Promise<Map<number, RunPart>> {
    await database.em().execute(
      `update run_parts p set
         settled = (select count(*) from model_batch_items i where i.order_id = p.order_id and i.status <> 'waiting'),
         sent_at = (select max(submitted_at) from model_batches b where b.order_id = p.order_id)
       where run_id = ? and order_id is not null`,
      [runId],
    );
    const rows = await database.em().execute<RunPart[]>(
      `select part, round, order_id as "orderId", case when order_id is null then 0 else asked - settled end as waiting, drawn,
         is_complete as "isComplete", (select problem from model_batches b where b.order_id = p.order_id and b.ended_at is null
           and b.problem is not null limit 1) as problem
       from run_parts p where run_id = ? order by part`,
      [runId],
    );
    return new Map(rows.map((row) => [row.part, row]));
  },

  /**
   * With the order, in one transaction.
   * @returns false of a run that has ended meanwhile: the transaction must not be committed
   */
  async keepOrderedIn(em: EntityManager, { id }: RunAtWork, ordered: OrderedPart): Promise<boolean> {
    const { part, round, rounds, orderId, asked, drawn } = ordered;
    // Whoever cancels the run waits, and finds this order.
    const open = await em.execute<object[]>("select from runs where id = ? and ended_at is null for no key update", [
      id,
    ]);
    if (open.length === 0) return false;
    await em.execute(
      `insert into run_parts (run_id, part, workspace_id, owner_id, round, rounds, order_id, asked, drawn)
       select id, ?, workspace_id, owner_id, ?, ?, ?, ?, ?::jsonb from runs where id = ?
       on conflict (run_id, part) do update set round = excluded.round, order_id = excluded.order_id, asked = excluded.asked,
         drawn = excluded.drawn, settled = 0, sent_at = null`,
      [part, round, rounds, orderId, asked, JSON.stringify(drawn), id],
    );
    return true;
  },

  /** The results of its order are in its answers, or in `drawn`. */
  keepTakenIn: (
    em: EntityManager,
    runId: string,
    { part, drawn, isComplete }: Pick<RunPart, "part" | "drawn" | "isComplete">,
  ): Promise<unknown> =>
    em.execute(
      `update run_parts set order_id = null, drawn = ?::jsonb, is_complete = ?, settled = asked
       where run_id = ? and part = ?`,
      [JSON.stringify(drawn), isComplete, runId, part],
    ),
});
