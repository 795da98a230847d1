import type { Payer } from "../../engine/scope/scope.ts";
import type { Query } from "../database/open-database.store.ts";

/** Prepaid credit; `leftNano` excludes what is held. */
export type Credit = { balanceNano: number; leftNano: number };

const READ = {
  name: "read-credits",
  text: `
  select u.id, coalesce(a.balance_nano, 0) as balance,
    (select coalesce(sum(held_nano), 0) from budget_leases where workspace_id = w.id and user_id = u.id) as held
  from workspaces w
  cross join json_array_elements_text($1::json) as u (id)
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
  const rows = await query<{ id: string; balance: string; held: string }>(READ, [JSON.stringify(userIds), workspaceId]);
  return new Map(
    rows.map(({ id, balance, held }) => [
      id,
      { balanceNano: Number(balance), leftNano: Number(balance) - Number(held) },
    ]),
  );
}
