/** Grants or refuses requests for leases, under the lock of their workspace (SPEC L7). */
import type { EntityManager } from "@mikro-orm/postgresql";
import { listStandings, openAccounts, type AccountStanding } from "./budget-accounts.store.ts";
import type { LeaseAnswer } from "./reservation-queue.ts";
import { readCredits } from "./credits.store.ts";
import { describeEmptyCredit, describeSuspension } from "./describe-budget.ts";
import type { LeaseRequest } from "./held-leases.ts";
import { marks, writeGrants, type LeaseTerms } from "./lease-rows.store.ts";
import { lockAccounts } from "./lock-accounts.store.ts";
import { leftOf, createAvailableFunds, type AvailableFunds } from "./available-funds.ts";

/** `isFinal`: refuse instead of answering "elsewhere". */
export type Asked = { request: LeaseRequest; isFinal: boolean };

/** Answers all requests of one workspace, in order, in the current transaction. */
export async function grantLeases(
  em: EntityManager,
  terms: LeaseTerms,
  workspaceId: string,
  asked: readonly Asked[],
  now: Date,
): Promise<LeaseAnswer[]> {
  await lockAccounts(em, workspaceId);
  const payers = asked.map(({ request }) => request.payer);
  await openAccounts(em, workspaceId, payers);
  const funds = createAvailableFunds(
    await listStandings(em, workspaceId, payers),
    await readCredits(em, workspaceId, payers),
  );
  const decided = asked.map((one) => ({ ...one, nano: funds.take(one.request) }));
  const granted = decided.flatMap(({ request, nano }) => (nano === null ? [] : [{ request, nano }]));
  await clearRefusals(
    em,
    granted.flatMap(({ request }) => funds.standingsOf(request.payer)),
  );
  const midnights = await writeGrants(em, terms, granted);
  const answers: LeaseAnswer[] = [];
  for (const { request, isFinal, nano } of decided) {
    const { leaseId, payer } = request;
    const midnightMs = midnights.get(leaseId);
    if (nano === null) answers.push(await refuse(em, funds, { request, isFinal }, now));
    else if (midnightMs === undefined) answers.push({ type: "lost" });
    else answers.push({ type: "granted", grant: { leaseId, payer, nano, usableMs: terms.leaseMs, midnightMs } });
  }
  return answers;
}

async function refuse(
  em: EntityManager,
  funds: AvailableFunds,
  { request, isFinal }: Asked,
  now: Date,
): Promise<LeaseAnswer> {
  if (!isFinal && (await areOthersHolding(em, request))) return { type: "elsewhere" };
  const tightest = funds.tightestOf(request.payer);
  const credit = funds.creditOf(request.payer);
  if (credit && (!tightest || credit.leftNano < leftOf(tightest)))
    return { type: "refused", reason: describeEmptyCredit(credit.balanceNano, request.amountNano) };
  await markRefused(em, tightest!.id, request.amountNano);
  return { type: "refused", reason: describeSuspension(tightest!, request.amountNano, now) };
}

async function areOthersHolding(em: EntityManager, { leaseId, payer }: LeaseRequest): Promise<boolean> {
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

/** The first time, a trigger notifies every process. */
async function markRefused(em: EntityManager, id: string, amountNano: number): Promise<void> {
  await em.execute(
    "update budget_accounts set refused_nano = ?, suspended_at = coalesce(suspended_at, now()) where id = ?",
    [amountNano, id],
  );
}
