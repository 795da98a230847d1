import type { Query } from "../database/statement.ts";

const LOCK = { name: "lock-accounts", text: "select lock_books($1)" };

/** Locks this workspace's spent and held amounts until the transaction ends. */
export async function lockAccounts(query: Query, workspaceId: string): Promise<void> {
  await query(LOCK, [workspaceId]);
}
