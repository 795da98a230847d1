/**
 * Leases in Postgres (SPEC L7): a part of the budgets is held for one process, so that many processes
 * cannot spend the same money. Every change of the books happens under the lock of their workspace.
 */
import type { EntityManager } from "@mikro-orm/postgresql";
import { gather } from "../database/gather.ts";
import type { Database } from "../database/open-database.store.ts";
import { listStandings, openAccounts, type AccountStanding } from "./budget-accounts.store.ts";
import type { LeaseAnswer } from "./budget-desk.ts";
import { readCredits } from "./credits.store.ts";
import { describeEmptyCredit, describeSuspension } from "./describe-budget.ts";
import type { GiveBack, LeaseWish } from "./lease-book.ts";
import { lockBooks } from "./lock-books.store.ts";
import { leftOf, openBooks, type OpenBooks } from "./open-books.ts";

type Asked = { wish: LeaseWish; isFinal: boolean };
type Grant = { wish: LeaseWish; nano: number };

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

  /** @returns ms until midnight (UTC), for each lease that is there */
  async function write(em: EntityManager, grants: readonly Grant[]): Promise<Map<string, number>> {
    const rowsOf = (some: readonly Grant[]) =>
      JSON.stringify(
        some.map(({ wish: { leaseId: id, payer }, nano }) => ({
          id,
          nano,
          workspace_id: payer.workspaceId,
          user_id: payer.userId,
          circle_id: payer.circleId,
          run_id: payer.runId,
        })),
      );
    const open = (some: readonly Grant[]) =>
      em.execute(
        `insert into budget_leases (id, workspace_id, user_id, circle_id, run_id, holder, held_nano, expires_at)
           select id, workspace_id, user_id, circle_id, run_id, ?, nano, ${expiry} from ${GRANTED} returning id, ${MIDNIGHT}`,
        [holder, leaseMs, rowsOf(some)],
      ) as Promise<{ id: string; midnight: string }[]>;
    const enlarge = (some: readonly Grant[]) =>
      em.execute(
        `update budget_leases l set held_nano = l.held_nano + g.nano, expires_at = ${expiry} from ${GRANTED}
           where l.id = g.id returning l.id, ${MIDNIGHT}`,
        [leaseMs, rowsOf(some)],
      ) as Promise<{ id: string; midnight: string }[]>;
    const [fresh, known] = [grants.filter(({ wish }) => wish.isNew), grants.filter(({ wish }) => !wish.isNew)];
    const written = [...(fresh.length > 0 ? await open(fresh) : []), ...(known.length > 0 ? await enlarge(known) : [])];
    const there = new Set(written.map(({ id }) => id));
    const lost = known.filter(({ wish }) => !there.has(wish.leaseId));
    if (lost.length > 0) {
      await regain(
        em,
        lost.map(({ wish }) => wish.leaseId),
      );
      written.push(...(await enlarge(lost)));
    }
    return new Map(written.map(({ id, midnight }) => [id, Number(midnight)]));
  }

  /** As `lease`, for all who ask in one workspace, in a transaction that is under way. */
  async function leaseIn(
    em: EntityManager,
    workspaceId: string,
    asked: readonly Asked[],
    now: Date,
  ): Promise<LeaseAnswer[]> {
    await lockBooks(em, workspaceId);
    const payers = asked.map(({ wish }) => wish.payer);
    await openAccounts(em, workspaceId, payers);
    const open = openBooks(await listStandings(em, workspaceId, payers), await readCredits(em, workspaceId, payers));
    const decided = asked.map((one) => ({ ...one, nano: open.take(one.wish) }));
    const granted = decided.flatMap(({ wish, nano }) => (nano === null ? [] : [{ wish, nano }]));
    await clearRefusals(
      em,
      granted.flatMap(({ wish }) => open.standingsOf(wish.payer)),
    );
    const midnights = await write(em, granted);
    const answers: LeaseAnswer[] = [];
    for (const { wish, isFinal, nano } of decided) {
      const { leaseId, payer } = wish;
      const midnightMs = midnights.get(leaseId);
      if (nano === null) answers.push(await refuse(em, open, wish, isFinal, now));
      else if (midnightMs === undefined) answers.push({ type: "lost" });
      else answers.push({ type: "granted", grant: { leaseId, payer, nano, usableMs: leaseMs, midnightMs } });
    }
    return answers;
  }

  async function refuse(
    em: EntityManager,
    open: OpenBooks,
    wish: LeaseWish,
    isFinal: boolean,
    now: Date,
  ): Promise<LeaseAnswer> {
    if (!isFinal && (await areOthersHolding(em, wish))) return { type: "elsewhere" };
    const tightest = open.tightestOf(wish.payer);
    const credit = open.creditOf(wish.payer);
    if (credit && (!tightest || credit.leftNano < leftOf(tightest)))
      return { type: "refused", message: describeEmptyCredit(credit.balanceNano, wish.amountNano) };
    await markRefused(em, tightest!.id, wish.amountNano);
    return { type: "refused", message: describeSuspension(tightest!, wish.amountNano, now) };
  }

  return {
    leaseIn,
    /**
     * Who asks while others are being answered is answered together with all who do: the books are locked once for them.
     * @param isFinal refuse rather than answer "elsewhere"
     */
    lease: gather<Asked & { now: Date }, LeaseAnswer>(async (asked) => {
      const answers = new Map<Asked, LeaseAnswer>();
      for (const [workspaceId, ours] of Map.groupBy(asked, ({ wish }) => wish.payer.workspaceId)) {
        const given = await database.em().transactional((em) => leaseIn(em, workspaceId, ours, ours[0]!.now));
        for (const [index, one] of ours.entries()) answers.set(one, given[index]!);
      }
      return asked.map((one) => answers.get(one)!);
    }),

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

const GRANTED =
  "json_to_recordset(?::json) as g (id text, workspace_id text, user_id text, circle_id text, run_id text, nano bigint)";
const MIDNIGHT =
  "extract(epoch from date_trunc('day', now() at time zone 'UTC') + interval '1 day' - now() at time zone 'UTC') * 1000 as midnight";

const marks = (values: readonly unknown[]): string => values.map(() => "?").join(", ");

async function areOthersHolding(em: EntityManager, { leaseId, payer }: LeaseWish): Promise<boolean> {
  const rows = await em.execute(
    "select from budget_leases where workspace_id = ? and id <> ? and held_nano > 0 limit 1",
    [payer.workspaceId, leaseId],
  );
  return (rows as unknown[]).length > 0;
}

async function clearRefusals(em: EntityManager, standings: AccountStanding[]): Promise<void> {
  const refused = [...new Set(standings.filter(({ isRefused }) => isRefused).map(({ id }) => id))];
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
