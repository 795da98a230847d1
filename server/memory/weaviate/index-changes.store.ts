/** What Weaviate has yet to take over, and which of its collections is ours. */
import { MEMORY_INDEX_LOCK } from "../../database/advisory-locks.ts";
import type { Database } from "../../database/open-database.store.ts";

/** Says that no index outside Postgres is in use: nothing is queued any longer. */
export const leaveIndex = async (database: Database): Promise<void> =>
  void (await database.em().execute("delete from memory_index; delete from memory_index_changes"));

/**
 * The collection that has the memories. Vectors of another model need another one, with `name`, since their length
 * differs. A new one is to be filled with all memories, and so is one that has had no vectors when a model comes.
 *
 * @param model null while there is none: the collection stays as it is
 */
export const chooseCollection = (database: Database, model: string | null, name: string): Promise<string> =>
  database.em().transactional(async (em) => {
    await em.execute("insert into memory_index default values on conflict do nothing");
    const [index] = (await em.execute("select collection, embedding_model from memory_index for update")) as {
      collection: string | null;
      embedding_model: string | null;
    }[];
    const { collection, embedding_model: itsModel } = index!;
    if (collection !== null && (model === null || model === itsModel)) return collection;
    const isKept = collection !== null && itsModel === null;
    await em.execute(
      `update memory_index set collection = ?, embedding_model = ?,
         discarded = case when ? then discarded else array_remove(discarded || collection, null) end`,
      [isKept ? collection : name, model, isKept],
    );
    await em.execute(QUEUE_ALL);
    return isKept ? collection : name;
  });

const QUEUE = "on conflict (memory_id) do update set revision = excluded.revision";
const QUEUE_ALL = `insert into memory_index_changes (memory_id, workspace_id) select id, workspace_id from memories ${QUEUE}`;

/** The index has lost what it had. */
export const queueAll = async (database: Database): Promise<void> =>
  void (await database.query({ name: "queue-all-memories", text: QUEUE_ALL }, []));

/** Memories that the index lacks, or has although they are gone. */
export const queueIds = async (database: Database, workspaceId: string, ids: readonly string[]): Promise<void> =>
  void (await database.query(QUEUE_IDS, [ids, workspaceId]));
const QUEUE_IDS = {
  name: "queue-memory-ids",
  text: `insert into memory_index_changes (memory_id, workspace_id) select unnest($1::text[]), $2 ${QUEUE}`,
};

export type QueuedMemory = {
  id: string;
  workspaceId: string;
  revision: string;
  /** Null: it was deleted. */
  personaId: string | null;
  text: string;
  witnesses: string[] | null;
  /** float32, little-endian; null without one of the collection's model. */
  embedding: Uint8Array | null;
};

const TAKE = {
  name: "take-memory-changes",
  text: `
    select q.memory_id as id, q.workspace_id as "workspaceId", q.revision, m.persona_id as "personaId", m.text, m.witnesses,
      case when m.embedding_model = (select embedding_model from memory_index) then m.embedding end as embedding
    from memory_index_changes q left join memories m on m.id = q.memory_id
    order by q.revision limit $1`,
};
const DONE = {
  name: "memory-changes-done",
  text: `delete from memory_index_changes c using unnest($1::text[], $2::bigint[]) as done (id, revision)
    where c.memory_id = done.id and c.revision = done.revision`,
};
const LOCK = {
  name: "lock-memory-changes",
  text: `select pg_try_advisory_xact_lock(${MEMORY_INDEX_LOCK}) as locked, (select collection from memory_index) as collection`,
};

/** Another server, with another embedding model, has begun a collection of its own. */
export class CollectionReplaced extends Error {
  constructor() {
    super(
      "Another server searches memories with another embedding model. Give all servers the same EMBEDDING_MODEL, and restart this one.",
    );
  }
}

/**
 * Passes the oldest changes to `work`, and removes them from the queue unless they were changed again meanwhile. One
 * process at a time does this, so that an older state never replaces a newer one; no row is locked while `work` runs.
 *
 * @returns the number of changes; null when another process is at it
 */
export const takeChanges = (
  database: Database,
  { collection, limit }: { collection: string; limit: number },
  work: (changes: QueuedMemory[]) => Promise<void>,
): Promise<number | null> =>
  database.transact(async (query) => {
    const [lock] = await query<{ locked: boolean; collection: string | null }>(LOCK, []);
    if (lock!.collection !== collection) throw new CollectionReplaced();
    if (!lock!.locked) return null;
    const changes = await query<QueuedMemory>(TAKE, [limit]);
    if (changes.length === 0) return 0;
    await work(changes);
    await query(DONE, [changes.map(({ id }) => id), changes.map(({ revision }) => revision)]);
    return changes.length;
  });

export async function countChanges(database: Database): Promise<number> {
  const [row] = await database.query<{ count: number }>(COUNT, []);
  return row!.count;
}
const COUNT = { name: "count-memory-changes", text: "select count(*)::int as count from memory_index_changes" };

/** Collections to be deleted; `gone` are no longer listed. */
export async function listDiscarded(database: Database, gone: readonly string[] = []): Promise<string[]> {
  const [row] = await database.query<{ discarded: string[] }>(DISCARDED, [gone]);
  return row?.discarded ?? [];
}
const DISCARDED = {
  name: "discarded-collections",
  text: `update memory_index set discarded = array(select unnest(discarded) except select unnest($1::text[]))
    returning discarded`,
};

export async function listWorkspaces(database: Database): Promise<string[]> {
  return (await database.query<{ id: string }>({ name: "workspace-ids", text: "select id from workspaces" }, [])).map(
    ({ id }) => id,
  );
}

/** In the order of Weaviate's. */
export async function listMemoryIds(
  database: Database,
  workspaceId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  return (await database.query<{ id: string }>(MEMORY_IDS, [workspaceId, after, limit])).map(({ id }) => id);
}
const MEMORY_IDS = {
  name: "memory-ids",
  text: `select id from memories where workspace_id = $1 and id collate "C" > $2 order by id collate "C" limit $3`,
};
