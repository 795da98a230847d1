/** Memories whose vector has still to be made by an embedding model. */
import type { Database } from "../database/open-database.store.ts";

export type MissingVector = { id: string; text: string };

/**
 * A memory without a vector under a model's name is not among them: its vector has expired (O8), or its text was
 * refused. `?`: the model's name.
 */
const MISSING = "(embedding_model is null or (embedding is not null and embedding_model <> ?))";

/** By id, oldest first. @param model the embedding model's route */
export const readMissingVectors = async (
  database: Database,
  workspaceId: string,
  model: string,
  limit: number,
): Promise<MissingVector[]> =>
  (await database
    .em()
    .execute(`select id, text from memories where workspace_id = ? and ${MISSING} order by id limit ?`, [
      workspaceId,
      model,
      limit,
    ])) as MissingVector[];

export async function countMissingVectors(database: Database, workspaceId: string, model: string): Promise<number> {
  const [row] = (await database
    .em()
    .execute(`select count(*)::int as count from memories where workspace_id = ? and ${MISSING}`, [
      workspaceId,
      model,
    ])) as { count: number }[];
  return row!.count;
}

export async function listWorkspacesMissingVectors(database: Database, model: string): Promise<string[]> {
  const rows = (await database
    .em()
    .execute(`select distinct workspace_id as "workspaceId" from memories where ${MISSING}`, [model])) as {
    workspaceId: string;
  }[];
  return rows.map(({ workspaceId }) => workspaceId);
}
