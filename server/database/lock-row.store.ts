import type { EntityManager } from "@mikro-orm/postgresql";

/** Locks this row until the transaction ends, so that a count taken under the lock still holds when rows are added. */
export async function lockRow(em: EntityManager, table: "users" | "workspaces", id: string): Promise<void> {
  await em.execute(`select from ${table} where id = ? for no key update`, [id]);
}
