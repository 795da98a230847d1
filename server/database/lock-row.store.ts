import type { EntityManager } from "@mikro-orm/postgresql";

/** Until the transaction ends nobody else who takes turns on this row goes on: what was counted still holds when more is added. */
export async function lockRow(em: EntityManager, table: "users" | "workspaces", id: string): Promise<void> {
  await em.execute(`select from ${table} where id = ? for no key update`, [id]);
}
