/** Who wishes for money of the budgets is granted it or refused, under the lock of their workspace (SPEC L7). */
import type { EntityManager } from "@mikro-orm/postgresql";
import { listStandings, openAccounts, type AccountStanding } from "./budget-accounts.store.ts";
import type { LeaseAnswer } from "./budget-desk.ts";
import { readCredits } from "./credits.store.ts";
import { describeEmptyCredit, describeSuspension } from "./describe-budget.ts";
import type { LeaseWish } from "./lease-book.ts";
import { marks, writeGrants, type LeaseTerms } from "./lease-rows.store.ts";
import { lockBooks } from "./lock-books.store.ts";
import { leftOf, openBooks, type OpenBooks } from "./open-books.ts";

/** `isFinal`: refuse rather than answer "elsewhere". */
export type Asked = { wish: LeaseWish; isFinal: boolean };

/** Answers all who ask in one workspace, in a transaction that is under way. */
export async function answerWishes(
  em: EntityManager,
  terms: LeaseTerms,
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
  const midnights = await writeGrants(em, terms, granted);
  const answers: LeaseAnswer[] = [];
  for (const { wish, isFinal, nano } of decided) {
    const { leaseId, payer } = wish;
    const midnightMs = midnights.get(leaseId);
    if (nano === null) answers.push(await refuse(em, open, { wish, isFinal }, now));
    else if (midnightMs === undefined) answers.push({ type: "lost" });
    else answers.push({ type: "granted", grant: { leaseId, payer, nano, usableMs: terms.leaseMs, midnightMs } });
  }
  return answers;
}

async function refuse(em: EntityManager, open: OpenBooks, { wish, isFinal }: Asked, now: Date): Promise<LeaseAnswer> {
  if (!isFinal && (await areOthersHolding(em, wish))) return { type: "elsewhere" };
  const tightest = open.tightestOf(wish.payer);
  const credit = open.creditOf(wish.payer);
  if (credit && (!tightest || credit.leftNano < leftOf(tightest)))
    return { type: "refused", message: describeEmptyCredit(credit.balanceNano, wish.amountNano) };
  await markRefused(em, tightest!.id, wish.amountNano);
  return { type: "refused", message: describeSuspension(tightest!, wish.amountNano, now) };
}

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
