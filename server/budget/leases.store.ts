/**
 * Leases in Postgres (SPEC L7): a part of the budgets is held for one process, so that many processes
 * cannot spend the same money. Every change of accounts and leases happens under the lock of their workspace.
 */
import { inEnglish, message } from "../../schema/messages/message.ts";
import type { EntityManager } from "@mikro-orm/postgresql";
import { publishChange } from "../changes/publish-change.ts";
import { coalesce } from "../database/coalesce.ts";
import type { Database } from "../database/open-database.store.ts";
import { queryIn } from "../database/query-in.ts";
import { grantLeases, type Asked } from "./grant-leases.store.ts";
import type { LeaseAnswer } from "./reservation-queue.adapter.ts";
import type { GiveBack } from "./held-leases.ts";
import { regainLeases, type LeaseTerms } from "./lease-rows.store.ts";
import { lockAccounts } from "./lock-accounts.store.ts";

/**
 * @param holder id of this process, unique even across its restarts
 * @param leaseMs how long a lease lasts without being renewed
 */
export function createLeaseStore(database: Database, holder: string, leaseMs: number) {
  const terms = { holder, leaseMs };
  return {
    /** Concurrent requests are granted in one transaction: the accounts are locked once for all of them. */
    lease: coalesce<Asked & { now: Date }, LeaseAnswer>(async (asked) => {
      const answers = new Map<Asked, LeaseAnswer>();
      for (const [workspaceId, ours] of Map.groupBy(asked, ({ request }) => request.payer.workspaceId)) {
        const given = await database.transact((query) => grantLeases(query, terms, workspaceId, ours, ours[0]!.now));
        for (const [index, one] of ours.entries()) answers.set(one, given[index]!);
      }
      return asked.map((one) => answers.get(one)!);
    }),

    /** Tells who waits. @returns the ids of leases that no longer exist */
    giveBack: (workspaceId: string, gifts: GiveBack[]): Promise<string[]> =>
      withAccountsLocked(database, workspaceId, async (em) => {
        await tellSettled(em, workspaceId);
        return giveBack(em, terms, gifts);
      }),

    /** @returns the ids of those that still exist or were reclaimed */
    renew: (workspaceId: string, ids: string[]): Promise<string[]> =>
      withAccountsLocked(database, workspaceId, (em) => renew(em, terms, ids)),

    /** Notifies every process that a call waits for money that others hold. */
    recall: (workspaceId: string): Promise<void> =>
      publishChange(database.em(), "budgets", { type: "recall", workspaceId }),

    /** Notifies every process that calls have settled. */
    tellSettled: (workspaceId: string): Promise<void> => tellSettled(database.em(), workspaceId),

    /** Counts the rest of leases that were not renewed as spent. */
    async settleExpired(): Promise<void> {
      const workspaces = (await database
        .em()
        .execute("select distinct workspace_id as id from budget_leases where expires_at < now()")) as { id: string }[];
      for (const { id } of workspaces)
        await withAccountsLocked(database, id, async (em) => {
          await settleExpired(em, id);
          await tellSettled(em, id);
        });
    },
  };
}

const tellSettled = (em: EntityManager, workspaceId: string): Promise<void> =>
  publishChange(em, "budgets", { type: "settled", workspaceId });

export type LeaseStore = ReturnType<typeof createLeaseStore>;

function withAccountsLocked<Value>(
  database: Database,
  workspaceId: string,
  work: (em: EntityManager) => Promise<Value>,
): Promise<Value> {
  return database.em().transactional(async (em) => {
    await lockAccounts(queryIn(em), workspaceId);
    return work(em);
  });
}

const marks = (values: readonly unknown[]): string => values.map(() => "?").join(", ");

async function giveBack(em: EntityManager, terms: LeaseTerms, gifts: GiveBack[]): Promise<string[]> {
  await regainLeases(
    queryIn(em),
    terms,
    gifts.map(({ leaseId }) => leaseId),
  );
  await em.execute(
    `update budget_leases l set held_nano = greatest(0, l.held_nano - g.nano)
     from (values ${gifts.map(() => "(?, ?::bigint)").join(", ")}) as g (id, nano) where l.id = g.id`,
    gifts.flatMap(({ leaseId, nano }) => [leaseId, nano]),
  );
  const ending = gifts.flatMap(({ leaseId, ends }) => (ends ? [leaseId] : []));
  if (ending.length === 0) return [];
  const alive = (await em.execute(
    `with ended as (delete from budget_leases where id in (${marks(ending)}) and held_nano = 0)
     select id from budget_leases where id in (${marks(ending)}) and held_nano > 0`,
    [...ending, ...ending],
  )) as { id: string }[];
  const kept = new Set(alive.map(({ id }) => id));
  return ending.filter((id) => !kept.has(id));
}

async function renew(em: EntityManager, terms: LeaseTerms, ids: string[]): Promise<string[]> {
  await regainLeases(queryIn(em), terms, ids);
  const rows = (await em.execute(
    `update budget_leases set expires_at = now() + ? * interval '1 millisecond' where id in (${marks(ids)}) returning id`,
    [terms.leaseMs, ...ids],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}

const WHY_UNSETTLED = message("why-unsettled");

/** Writes a ledger row with the lease's id, which late rows replace, and which is removed when its holder comes back. */
async function settleExpired(em: EntityManager, workspaceId: string): Promise<void> {
  await em.execute(
    `with expired as (delete from budget_leases where workspace_id = ? and expires_at < now() returning *)
     insert into ledger (id, workspace_id, at, task, provider, model, why, why_message, input, output, reasoning, cached,
       cache_write_5m, cache_write_1h, breakdown, cost_nano, exact, outcome, user_id, circle_id, run_id)
     select id, workspace_id, granted_at, 'unsettled', 'unknown', 'unknown', ?, ?::jsonb, 0, 0, 0, 0, 0, 0,
       jsonb_build_object('unsettled', held_nano), held_nano, false, 'aborted', user_id, circle_id, run_id
     from expired where held_nano > 0`,
    [workspaceId, inEnglish(WHY_UNSETTLED), JSON.stringify(WHY_UNSETTLED)],
  );
}
