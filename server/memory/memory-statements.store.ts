/** The queries of every turn on stored memories, one prepared statement each. */
import type { Memory } from "../../engine/memory/memory.ts";
import type { Audience } from "../../engine/memory/witnesses.ts";
import { coalesce } from "../database/coalesce.ts";
import { columnNames, jsonRows, toJsonRows, type Columns } from "../database/json-rows.ts";
import type { Database } from "../database/open-database.store.ts";
import type { toRow } from "./memory-rows.store.ts";

/** Columns of a Memory in the engine's form: `circleId` "" for none, times in ms since epoch. */
const MEMORY = `
  id, persona_id as "personaId", kind, text, about_user_id as "aboutUserId", coalesce(circle_id, '') as "circleId",
  turn_id as "turnId", witnesses, importance, (extract(epoch from created_at) * 1000)::float8 as at,
  (extract(epoch from last_accessed_at) * 1000)::float8 as "lastAccessedAt"`;

const BY_ID = { name: "memories-by-id", text: `select ${MEMORY} from memories where id = any($1)` };

/** In no particular order. */
export const readMemories = (database: Database, ids: readonly string[]): Promise<Memory[]> =>
  database.query<Memory>(BY_ID, [ids]);

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

const COLUMNS: Columns = {
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
  embedding: "embedding bytea",
  embeddingModel: "embedding_model text",
  dimension: "dimension int",
  createdAt: "created_at timestamptz",
  lastAccessedAt: "last_accessed_at timestamptz",
};

/** As many ids as always fit into one notification. */
const MAX_IDS = 100;

/**
 * Inserts into the persona's workspace; nothing for a deleted persona. Existing memories stay unchanged. Notifies every
 * process, with `$2` as the writer.
 */
const INSERT = {
  name: "add-memories",
  text: `
    with inserted as (
      insert into memories (${columnNames(COLUMNS)}, workspace_id)
      select added.*, personas.workspace_id from ${jsonRows(COLUMNS, "added")}
      join personas on personas.id = added."personaId" on conflict (id) do nothing
      returning id, persona_id)
    select pg_notify('memories', json_build_object('writer', $2::text, 'personaId', persona_id,
      'ids', case when count(*) <= ${MAX_IDS} then json_agg(id) end)::text)
    from inserted group by persona_id`,
};

export async function insertMemories(
  database: Database,
  rows: readonly ReturnType<typeof toRow>[],
  writer: string,
): Promise<void> {
  const added = rows.map((row) => ({
    ...row,
    embedding: row.embedding && `\\x${Buffer.from(row.embedding).toString("hex")}`,
  }));
  await database.query(INSERT, [toJsonRows(added), writer]);
}
