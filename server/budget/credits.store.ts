import type { Payer } from "../../engine/scope/scope.ts";
import type { Query } from "../database/statement.ts";
import { BATCHES } from "./budget-accounts.store.ts";

/** Prepaid credit, and how much of it is held: `orderedNano` of that by batches. */
export type Credit = { balanceNano: number; heldNano: number; orderedNano: number };

const READ = {
  name: "read-credits",
  text: `
  select u.id, coalesce(a.balance_nano, 0) as balance,
    held.nano as held, held.ordered
  from workspaces w
  cross join json_array_elements_text($1::json) as u (id)
  cross join lateral (
    select coalesce(sum(held_nano), 0) as nano, coalesce(sum(held_nano) filter (where holder = '${BATCHES}'), 0) as ordered
    from budget_leases where workspace_id = w.id and user_id = u.id
  ) held
  left join credit_accounts a on a.owner_id = u.id
  where w.id = $2 and w.billing`,
};

/** Credits by user, where they count. Call it with the accounts locked. */
export async function readCredits(
  query: Query,
  workspaceId: string,
  payers: readonly Payer[],
): Promise<Map<string, Credit>> {
  const userIds = [...new Set(payers.flatMap(({ userId }) => userId ?? []))];
  if (userIds.length === 0) return new Map();
  type Row = { id: string; balance: string; held: string; ordered: string };
  const rows = await query<Row>(READ, [JSON.stringify(userIds), workspaceId]);
  return new Map(
    rows.map(({ id, balance, held, ordered }) => [
      id,
      { balanceNano: Number(balance), heldNano: Number(held), orderedNano: Number(ordered) },
    ]),
  );
}
