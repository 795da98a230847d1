import { Workspace } from "../../schema/tables/workspace.table.ts";
import type { Database } from "../database/open-database.store.ts";

export const listWorkspaceIds = async (database: Database): Promise<string[]> =>
  (await database.em().findAll(Workspace, { fields: ["id"] })).map(({ id }) => id);
