/**
 * Leases in Postgres (SPEC L7): a part of the budgets is held for one process, so that many processes
 * cannot spend the same money. Every change of the books happens under the lock of their workspace.
 */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Payer } from "../../engine/model/with-budget.ts";
import type { Database } from "../database/open-database.store.ts";
import { listStandings, openAccounts, type AccountStanding } from "./accounts.store.ts";
import type { LeaseAnswer } from "./budget-desk.ts";
import { decideGrant } from "./decide-grant.ts";
import { describeEmptyCredit, describeSuspension } from "./describe-budget.ts";
import type { GiveBack, LeaseWish } from "./lease-book.ts";
import { lockBooks } from "./lock-books.store.ts";

/**
 * @param holder this process, told apart from every other, also from itself before a restart
 * @param leaseMs how long a lease lasts without being renewed
 */
export function createLeaseStore(database: Database, holder: string, leaseMs: number) {
  const inBooks = <Value>(workspaceId: string, work: (em: EntityManager) => Promise<Value>): Promise<Value> =>
    database.em().transactional(async (em) => {
      await lockBooks(em, workspaceId);
      return work(em);
    });

  const expiry = "now() + ? * interval '1 millisecond'";

  /** Leases that others booked as spent, because we were not heard of for too long, are ours again. */
  const regain = async (em: EntityManager, ids: readonly string[]): Promise<void> =>
    void (await em.execute(`select regain_leases(array[${marks(ids)}]::text[], ?, ${expiry})`, [
      ...ids,
      holder,
      leaseMs,
    ]));

  async function grant(em: EntityManager, wish: LeaseWish, nano: number): Promise<LeaseAnswer> {
    const { leaseId, payer } = wish;
    const midnight =
      "extract(epoch from date_trunc('day', now() at time zone 'UTC') + interval '1 day' - now() at time zone 'UTC') * 1000 as midnight";
    const enlarge = () =>
      em.execute(
        `update budget_leases set held_nano = held_nano + ?, expires_at = ${expiry} where id = ? returning ${midnight}`,
        [nano, leaseMs, leaseId],
      ) as Promise<{ midnight: string }[]>;
    const open = () =>
      em.execute(
        `insert into budget_leases (id, workspace_id, user_id, circle_id, run_id, holder, held_nano, expires_at)
           values (?, ?, ?, ?, ?, ?, ?, ${expiry}) returning ${midnight}`,
        [
          ...[leaseId, payer.workspaceId, payer.userId ?? null, payer.circleId ?? null, payer.runId ?? null],
          ...[holder, nano, leaseMs],
        ],
      ) as Promise<{ midnight: string }[]>;
    let [row] = await (wish.isNew ? open() : enlarge());
    if (!row) {
      await regain(em, [leaseId]);
      [row] = await enlarge();
    }
    if (!row) return { type: "lost" };
    return { type: "granted", grant: { leaseId, payer, nano, usableMs: leaseMs, midnightMs: Number(row.midnight) } };
  }

  /** As `lease`, in a transaction that is under way. */
  async function leaseIn(em: EntityManager, wish: LeaseWish, isFinal: boolean, now: Date): Promise<LeaseAnswer> {
    await lockBooks(em, wish.payer.workspaceId);
    await openAccounts(em, wish.payer);
    const standings = await listStandings(em, wish.payer);
    const tightest = standings.toSorted((one, other) => leftOf(one) - leftOf(other))[0];
    const budgetLeft = tightest ? leftOf(tightest) : Infinity;
    const credit = await readCredit(em, wish.payer);
    const nano = decideGrant(Math.min(budgetLeft, credit?.leftNano ?? Infinity), wish.neededNano, wish.wantedNano);
    if (nano !== null) {
      await clearRefusals(em, standings);
      return grant(em, wish, nano);
    }
    if (!isFinal && (await areOthersHolding(em, wish))) return { type: "elsewhere" };
    if (credit && credit.leftNano < budgetLeft)
      return { type: "refused", message: describeEmptyCredit(credit.balanceNano, wish.amountNano) };
    await markRefused(em, tightest!.id, wish.amountNano);
    return { type: "refused", message: describeSuspension(tightest!, wish.amountNano, now) };
  }

  return {
    leaseIn,
    /** @param isFinal refuse rather than answer "elsewhere" */
    lease: (wish: LeaseWish, isFinal: boolean, now: Date): Promise<LeaseAnswer> =>
      database.em().transactional((em) => leaseIn(em, wish, isFinal, now)),

    /** @returns the ids of leases that are no more */
    giveBack: (workspaceId: string, gifts: GiveBack[]): Promise<string[]> =>
      inBooks(workspaceId, async (em) => {
        await regain(
          em,
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
      }),

    /** @returns the ids of those that are still, or again, there */
    async renew(workspaceId: string, ids: string[]): Promise<string[]> {
      const rows = await inBooks(workspaceId, async (em) => {
        await regain(em, ids);
        return em.execute(`update budget_leases set expires_at = ${expiry} where id in (${marks(ids)}) returning id`, [
          leaseMs,
          ...ids,
        ]);
      });
      return (rows as { id: string }[]).map(({ id }) => id);
    },

    /** Every process hears that what is free is needed elsewhere. */
    recall: async (): Promise<void> =>
      void (await database.em().execute("select pg_notify('budgets', ?)", [JSON.stringify({ type: "recall" })])),

    /**
     * What processes that are not heard of any more had left counts as spent: a row in the ledger
     * under the lease's id, which rows that come late replace, and which gives way when its holder comes back.
     */
    async settleExpired(): Promise<void> {
      const workspaces = (await database
        .em()
        .execute("select distinct workspace_id as id from budget_leases where expires_at < now()")) as { id: string }[];
      for (const { id } of workspaces)
        await inBooks(id, (em) =>
          em.execute(
            `with expired as (delete from budget_leases where workspace_id = ? and expires_at < now() returning *)
             insert into ledger (id, workspace_id, at, task, provider, model, why, input, output, reasoning, cached,
               cache_write_5m, cache_write_1h, breakdown, cost_nano, exact, outcome, user_id, circle_id, run_id)
             select id, workspace_id, granted_at, 'unsettled', 'unknown', 'unknown', ?, 0, 0, 0, 0, 0, 0,
               jsonb_build_object('unsettled', held_nano), held_nano, false, 'aborted', user_id, circle_id, run_id
             from expired where held_nano > 0`,
            [id, WHY_UNSETTLED],
          ),
        );
    },
  };
}

export type LeaseStore = ReturnType<typeof createLeaseStore>;

const WHY_UNSETTLED =
  "a server process ended without saying what it had spent of this, so all of it counts until more is known";

const leftOf = ({ limitNano, spentNano, heldNano }: AccountStanding): number => limitNano - spentNano - heldNano;
const marks = (values: readonly unknown[]): string => values.map(() => "?").join(", ");

/** Null: nobody is billed for it. */
async function readCredit(em: EntityManager, payer: Payer): Promise<{ balanceNano: number; leftNano: number } | null> {
  if (!payer.userId) return null;
  const [row] = (await em.execute(
    `select coalesce((select balance_nano from credit_accounts where owner_id = ?), 0) as balance,
       (select coalesce(sum(held_nano), 0) from budget_leases where workspace_id = w.id and user_id = ?) as held
     from workspaces w where w.id = ? and w.billing`,
    [payer.userId, payer.userId, payer.workspaceId],
  )) as { balance: string; held: string }[];
  return row ? { balanceNano: Number(row.balance), leftNano: Number(row.balance) - Number(row.held) } : null;
}

async function areOthersHolding(em: EntityManager, { leaseId, payer }: LeaseWish): Promise<boolean> {
  const rows = await em.execute(
    "select from budget_leases where workspace_id = ? and id <> ? and held_nano > 0 limit 1",
    [payer.workspaceId, leaseId],
  );
  return (rows as unknown[]).length > 0;
}

async function clearRefusals(em: EntityManager, standings: AccountStanding[]): Promise<void> {
  const refused = standings.filter(({ isRefused }) => isRefused).map(({ id }) => id);
  if (refused.length > 0)
    await em.execute(`update budget_accounts set refused_nano = null where id in (${marks(refused)})`, refused);
}

/** The first time, a trigger tells everybody. */
async function markRefused(em: EntityManager, id: string, amountNano: number): Promise<void> {
  await em.execute(
    "update budget_accounts set refused_nano = ?, suspended_at = coalesce(suspended_at, now()) where id = ?",
    [amountNano, id],
  );
}
