/** The queries of every turn on stored memories, one prepared statement each. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Memory } from "../../engine/memory/memory.ts";
import type { Audience } from "../../engine/memory/witnesses.ts";
import { coalesce } from "../database/coalesce.ts";
import { columnNames, jsonRows, toJsonRows, type Columns } from "../database/json-rows.ts";
import type { Database } from "../database/open-database.store.ts";
import type { StoredMemory, toRow } from "./memory-rows.store.ts";

/** Columns of a Memory in the engine's form: `circleId` "" for none, times in ms since epoch. */
export const MEMORY = `
  id, persona_id as "personaId", kind, text, about_user_id as "aboutUserId", coalesce(circle_id, '') as "circleId",
  turn_id as "turnId", witnesses, importance, source_ids as "sourceIds", (extract(epoch from created_at) * 1000)::float8 as at,
  (extract(epoch from last_accessed_at) * 1000)::float8 as "lastAccessedAt"`;

const BY_ID = {
  name: "memories-by-id",
  text: `select ${MEMORY} from memories where id = any($1) and (witnesses is null or witnesses @> $2::text[])`,
};

/** Those that all of the audience heard, whatever an index says; in no particular order. */
export const readMemories = (database: Database, ids: readonly string[], audience: Audience): Promise<Memory[]> =>
  database.query<Memory>(BY_ID, [ids, audience === "anyone" ? null : audience]);

const ASKED: Columns = {
  place: "place int",
  personaId: "persona_id text",
  userIds: "user_ids text[]",
  audience: "audience text[]",
  limit: "limit int",
};

/** `mayBeUsed` (engine/memory/witnesses.ts) in SQL: an audience of null is "anyone". */
const PREFERENCES = {
  name: "preferences",
  text: `
    select place, found.* from ${jsonRows(ASKED, "asked")}
    cross join lateral (
      select ${MEMORY} from memories
      where persona_id = asked."personaId" and kind = 'preference' and about_user_id = any(asked."userIds")
        and (witnesses is null or witnesses @> asked.audience)
      order by created_at desc, id desc limit asked."limit") as found`,
};

type AskedPreferences = { personaId: string; userIds: readonly string[]; audience: Audience; limit: number };

/** The latest first. Concurrent calls share a statement. */
export const createPreferenceReader = (database: Database) =>
  coalesce<AskedPreferences, Memory[]>(async (asked) => {
    const rows = asked.map(({ audience, ...rest }, place) => ({
      ...rest,
      place,
      audience: audience === "anyone" ? null : audience,
    }));
    const found = await database.query<Memory & { place: number }>(PREFERENCES, [toJsonRows(rows)]);
    const answers = asked.map((): Memory[] => []);
    for (const { place, ...memory } of found) answers[place]!.push(memory);
    return answers;
  });

/** Of a new memory; its workspace is its persona's. */
export const MEMORY_COLUMNS: Columns = {
  id: "id text",
  ownerId: "owner_id text",
  personaId: "persona_id text",
  kind: "kind text",
  text: "text text",
  aboutUserId: "about_user_id text",
  circleId: "circle_id text",
  turnId: "turn_id text",
  witnesses: "witnesses text[]",
  importance: "importance float8",
  sourceIds: "source_ids text[]",
  embedding: "embedding bytea",
  embeddingModel: "embedding_model text",
  dimension: "dimension int",
  createdAt: "created_at timestamptz",
  lastAccessedAt: "last_accessed_at timestamptz",
};

/** As many ids as always fit into one notification. */
const MAX_IDS = 100;

/**
 * Inserts into the persona's workspace; nothing for a deleted persona, or about a person who is gone. Existing memories
 * stay unchanged. Notifies every process. Two common table expressions, the second named `remembered`.
 *
 * @param source in SQL: rows named `added`, with MEMORY_COLUMNS
 * @param writer in SQL
 */
export const rememberFrom = (source: string, writer: string): string => `
  inserted as (
    insert into memories (${columnNames(MEMORY_COLUMNS)}, workspace_id)
    select added.*, personas.workspace_id from ${source} join personas on personas.id = added."personaId"
    where added."aboutUserId" is null or exists (select from users where users.id = added."aboutUserId")
    on conflict (id) do nothing returning id, persona_id),
  remembered as (
    select pg_notify('memories', json_build_object('writer', ${writer}, 'personaId', persona_id,
      'ids', case when count(*) <= ${MAX_IDS} then json_agg(id) end)::text)
    from inserted group by persona_id)`;

const INSERT = {
  name: "add-memories",
  text: `with ${rememberFrom(jsonRows(MEMORY_COLUMNS, "added"), "$2::text")} select count(*) from remembered`,
};

const VECTOR_COLUMNS: Columns = {
  id: "id text",
  text: "text text",
  embedding: "embedding bytea",
  embeddingModel: "embedding_model text",
  dimension: "dimension int",
};

/** Vectors of memories whose text is still the one that was embedded. Notifies every process, with `$2` as the writer. */
const SET_VECTORS = {
  name: "set-vectors",
  text: `
    with made as (select * from ${jsonRows(VECTOR_COLUMNS, "made")}),
    free as (
      select memories.id from memories join made on made.id = memories.id and made.text = memories.text
      order by memories.id for no key update of memories),
    changed as (
      update memories set embedding = made.embedding, embedding_model = made."embeddingModel", dimension = made.dimension
      from made join free on free.id = made.id where memories.id = made.id
      returning memories.id, memories.persona_id),
    notified as (
      select pg_notify('memories', json_build_object('writer', $2::text, 'personaId', persona_id,
        'ids', case when count(*) <= ${MAX_IDS} then json_agg(id) end)::text)
      from changed group by persona_id)
    select changed.id from changed left join (select count(*) from notified) as sent on true`,
};

type MadeVector = Pick<StoredMemory, "id" | "text" | "embedding" | "embeddingModel" | "dimension">;

/** @returns the ids of those whose vector was stored */
export async function storeVectors(database: Database, made: readonly MadeVector[], writer: string): Promise<string[]> {
  if (made.length === 0) return [];
  const changed = await database.query<{ id: string }>(SET_VECTORS, [toJsonRows(made.map(withHexVector)), writer]);
  return changed.map(({ id }) => id);
}

/** The same within a transaction. */
export const storeVectorsIn = async (em: EntityManager, made: readonly MadeVector[], writer: string): Promise<void> =>
  void (await em.execute(SET_VECTORS.text.replaceAll(/\$\d/g, "?"), [toJsonRows(made.map(withHexVector)), writer]));

const withHexVector = <Row extends Pick<StoredMemory, "embedding">>(row: Row) => ({
  ...row,
  embedding: row.embedding && `\\x${Buffer.from(row.embedding).toString("hex")}`,
});

export async function insertMemories(
  { query }: Pick<Database, "query">,
  rows: readonly ReturnType<typeof toRow>[],
  writer: string,
): Promise<void> {
  if (rows.length > 0) await query(INSERT, [toJsonRows(rows.map(withHexVector)), writer]);
}
