/** After a restore, Weaviate has the memories of another time. */
import type { ClientBase } from "pg";

const exists = async (client: ClientBase): Promise<boolean> =>
  (await client.query<{ exists: boolean }>("select to_regclass('memory_index') is not null as exists")).rows[0]!.exists;

/** The collections that the data which is about to be replaced has in Weaviate. */
export async function listCollections(client: ClientBase): Promise<string[]> {
  if (!(await exists(client))) return [];
  const { rows } = await client.query<{ names: string[] }>(
    "select array_remove(discarded || collection, null) as names from memory_index",
  );
  return rows[0]?.names ?? [];
}

/** The next server fills a new collection with all memories, and deletes these. */
export async function renewMemoryIndex(client: ClientBase, discarded: readonly string[]): Promise<void> {
  if (!(await exists(client))) return;
  await client.query("delete from memory_index");
  await client.query("delete from memory_index_changes");
  if (discarded.length > 0) await client.query("insert into memory_index (discarded) values ($1)", [discarded]);
}
