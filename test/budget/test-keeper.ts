import type { AuditActor } from "../../server/audit/audit.store.ts";
import type { Database } from "../../server/database/open-database.store.ts";

/** Inserts a user who sets budgets in tests. */
export async function insertKeeper(database: Database): Promise<AuditActor> {
  const keeper = { userId: "keeper", name: "Kay", workspaceId: "default" };
  await database
    .em()
    .execute(
      "insert into users (id, workspace_id, name, kind, role, colour) values (?, ?, ?, 'guest', 'operator', '#112233')",
      [keeper.userId, keeper.workspaceId, keeper.name],
    );
  return keeper;
}
