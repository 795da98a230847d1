/** What every turn asks of stored memories, in one planned statement each. */
import type { Memory } from "../../engine/memory/memory.ts";
import type { Audience } from "../../engine/memory/witnesses.ts";
import { insertStatement, type Columns } from "../database/insert-statement.ts";
import type { Database } from "../database/open-database.store.ts";
import type { toRow } from "./memory-rows.store.ts";

/** A Memory; `circleId` is "" and the times are ms since epoch, as in the engine. */
const MEMORY = `
  id, persona_id as "personaId", kind, text, about_user_id as "aboutUserId", coalesce(circle_id, '') as "circleId",
  turn_id as "turnId", witnesses, importance, (extract(epoch from created_at) * 1000)::float8 as at,
  (extract(epoch from last_accessed_at) * 1000)::float8 as "lastAccessedAt"`;

const BY_ID = { name: "memories-by-id", text: `select ${MEMORY} from memories where id = any($1)` };

/** In no order. */
export const readMemories = (database: Database, ids: readonly string[]): Promise<Memory[]> =>
  database.query<Memory>(BY_ID, [ids]);

/** `mayBeUsed` (engine/memory/witnesses.ts) in SQL: $3 is null for "anyone". */
const PREFERENCES = {
  name: "preferences",
  text: `
    select ${MEMORY} from memories
    where persona_id = $1 and kind = 'preference' and about_user_id = any($2) and (witnesses is null or witnesses @> $3)
    order by created_at desc, id desc limit $4`,
};

/** The latest first. */
export const readPreferences = (
  database: Database,
  personaId: string,
  userIds: readonly string[],
  audience: Audience,
  limit: number,
): Promise<Memory[]> =>
  database.query<Memory>(PREFERENCES, [personaId, userIds, audience === "anyone" ? null : audience, limit]);

const COLUMNS: Columns = {
  id: "id text",
  workspaceId: "workspace_id text",
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
const INSERT = insertStatement("add-memories", "memories", COLUMNS);

/** Those that are there already stay as they are. */
export async function insertMemories(database: Database, rows: readonly ReturnType<typeof toRow>[]): Promise<void> {
  const added = rows.map((row) => ({
    ...row,
    embedding: row.embedding && `\\x${Buffer.from(row.embedding).toString("hex")}`,
  }));
  await database.query(INSERT, [JSON.stringify(added)]);
}
