/** Grants or refuses requests for leases, under the lock of their workspace (SPEC L7). */
import type { Query } from "../database/statement.ts";
import { listStandings, openAccounts, type AccountStanding } from "./budget-accounts.store.ts";
import type { LeaseAnswer } from "./reservation-queue.adapter.ts";
import { readCredits } from "./credits.store.ts";
import { describeEmptyCredit, describeSuspension } from "./describe-budget.ts";
import type { LeaseRequest } from "./held-leases.ts";
import { writeGrants, type LeaseTerms } from "./lease-rows.store.ts";
import { lockAccounts } from "./lock-accounts.store.ts";
import { createAvailableFunds, leftOf, leftWithoutCalls, type AvailableFunds } from "./available-funds.ts";

/** `isFinal`: refuse instead of answering "held". */
export type Asked = { request: LeaseRequest; isFinal: boolean };

/** Answers all requests of one workspace, in order, in the current transaction. */
export async function grantLeases(
  query: Query,
  terms: LeaseTerms,
  workspaceId: string,
  asked: readonly Asked[],
  now: Date,
): Promise<LeaseAnswer[]> {
  await lockAccounts(query, workspaceId);
  const payers = asked.map(({ request }) => request.payer);
  await openAccounts(query, workspaceId, payers);
  const funds = createAvailableFunds(
    await listStandings(query, workspaceId, payers),
    await readCredits(query, workspaceId, payers),
  );
  const decided = asked.map((one) => ({ ...one, nano: funds.take(one.request) }));
  const granted = decided.flatMap(({ request, nano }) => (nano === null ? [] : [{ request, nano }]));
  // A smaller call says nothing about the refused one, for which its circle waits.
  const open = granted.flatMap(({ request: { payer, amountNano } }) =>
    funds.standingsOf(payer).filter(({ refusedNano }) => refusedNano !== null && refusedNano <= amountNano),
  );
  await clearRefusals(query, open);
  const midnights = await writeGrants(query, terms, granted);
  const answers: LeaseAnswer[] = [];
  for (const { request, isFinal, nano } of decided) {
    const { leaseId, payer } = request;
    const midnightMs = midnights.get(leaseId);
    if (nano === null) answers.push(await refuse(query, funds, { request, isFinal }, now));
    else if (midnightMs === undefined) answers.push({ type: "lost" });
    else answers.push({ type: "granted", grant: { leaseId, payer, nano, usableMs: terms.leaseMs, midnightMs } });
  }
  return answers;
}

async function refuse(
  query: Query,
  funds: AvailableFunds,
  { request: { payer, amountNano }, isFinal }: Asked,
  now: Date,
): Promise<LeaseAnswer> {
  const later = funds.tightestOf(payer, leftWithoutCalls)!;
  const isOnlyHeld = leftWithoutCalls(later) >= amountNano;
  if (isOnlyHeld && !isFinal) return { type: "held" };
  const { standing, balanceNano } = isOnlyHeld ? funds.tightestOf(payer, leftOf)! : later;
  if (!standing) return { type: "refused", reason: describeEmptyCredit(balanceNano, amountNano) };
  await markRefused(query, standing.id, amountNano);
  return { type: "refused", reason: describeSuspension(standing, amountNano, now) };
}

const CLEAR_REFUSALS = {
  name: "clear-refusals",
  text: `
  update budget_accounts set refused_nano = null
  where id in (select id::bigint from json_array_elements_text($1::json) as refused (id))`,
};
const MARK_REFUSED = {
  name: "mark-refused",
  text: "update budget_accounts set refused_nano = $2, suspended_at = coalesce(suspended_at, now()) where id = $1",
};

async function clearRefusals(query: Query, standings: AccountStanding[]): Promise<void> {
  const ids = [...new Set(standings.map(({ id }) => id))];
  if (ids.length > 0) await query(CLEAR_REFUSALS, [JSON.stringify(ids)]);
}

/** The first time, a trigger notifies every process. */
async function markRefused(query: Query, id: string, amountNano: number): Promise<void> {
  await query(MARK_REFUSED, [id, amountNano]);
}
