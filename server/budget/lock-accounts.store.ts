import type { EntityManager } from "@mikro-orm/postgresql";

/** Locks this workspace's spent and held amounts until the transaction ends. */
export async function lockAccounts(em: EntityManager, workspaceId: string): Promise<void> {
  await em.execute("select lock_books(?)", [workspaceId]);
}
