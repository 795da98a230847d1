import type { EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import { User } from "../../schema/tables/account.table.ts";
import { lockRow } from "../database/lock-row.store.ts";

export const ADMIN = { role: "admin", blockedAt: null };

/**
 * Whether the caller is still an admin. Two admins who remove each other's role concurrently would leave none: the lock
 * serialises what admins do, and the second is no longer one.
 */
export async function lockAdmin(em: EntityManager, scope: Principal): Promise<boolean> {
  const { workspaceId } = scope;
  await lockRow(em, "workspaces", workspaceId);
  return (await em.count(User, { id: personOf(scope)!, workspaceId, ...ADMIN })) > 0;
}
