import type { EntityManager } from "@mikro-orm/postgresql";

/** Until the transaction ends nobody else changes what is spent and held in this workspace. */
export async function lockAccounts(em: EntityManager, workspaceId: string): Promise<void> {
  await em.execute("select lock_books(?)", [workspaceId]);
}
