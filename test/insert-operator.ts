import { principalOf, type Principal } from "../engine/scope/scope.ts";
import type { Database } from "../server/database/open-database.store.ts";

/** Inserts an operator of the workspace `default`, in whose scope tests set budgets and manage jobs. */
export async function insertOperator(database: Database): Promise<Principal> {
  await database
    .em()
    .execute(
      "insert into users (id, workspace_id, name, kind, role, colour) values ('keeper', 'default', 'Kay', 'guest', 'operator', '#112233')",
    );
  return principalOf("default", "keeper");
}
