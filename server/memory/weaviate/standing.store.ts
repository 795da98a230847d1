/** The part of ranking that Postgres has: importance and recency, which change too often to be kept elsewhere. */
import { LEAST_RANGE, LISTED, RECENCY_PER_MS } from "../../../engine/memory/rank-memories.ts";
import type { IndexQuery } from "../../../engine/memory/persona-index.ts";
import type { Database } from "../../database/open-database.store.ts";

/** A memory that may be used. */
export type Standing = { id: string; importance: number; /** ms since epoch */ lastAccessedAt: number };

/** `mayBeUsed` (engine/memory/witnesses.ts), and not of the turns in view. */
const USABLE = `persona_id = $1 and (witnesses is null or witnesses @> $2::text[])
  and (turn_id is null or turn_id <> all($3::text[]))`;
const COLUMNS = `id, importance, (extract(epoch from last_accessed_at) * 1000)::float8 as "lastAccessedAt"`;

const scaled = (column: string) =>
  `${column} / greatest(max(${column}) over () - min(${column}) over (), ${LEAST_RANGE})`;

/**
 * The most recent, the most important, and those that are both, as in chooseCandidates (rank-memories.ts). They are
 * sought among the most recent in each tenth of importance, which an index has in that order.
 */
const BEST = {
  name: "best-standing",
  text: `
    with pool as (
      select recent.* from generate_series(0, 10) as tenth cross join lateral (
        select id, importance, last_accessed_at from memories
        where ${USABLE} and floor(importance * 10) = tenth order by last_accessed_at desc limit ${LISTED}) as recent),
    parts as (
      select *, exp(${RECENCY_PER_MS} * greatest(0, $4::float8 - extract(epoch from last_accessed_at)::float8 * 1000)) as recency
      from pool),
    sums as (select *, ${scaled("importance")} + ${scaled("recency")} as standing from parts),
    ranked as (
      select *, row_number() over (order by importance desc, last_accessed_at desc) as by_importance,
        row_number() over (order by last_accessed_at desc) as by_recency,
        row_number() over (order by standing desc) as by_standing
      from sums)
    select ${COLUMNS} from ranked where least(by_importance, by_recency, by_standing) <= ${LISTED}`,
};

const OF_IDS = { name: "standing-of-ids", text: `select ${COLUMNS} from memories where ${USABLE} and id = any($4)` };

const usable = (personaId: string, { audience, exceptTurnIds }: IndexQuery): unknown[] => [
  personaId,
  audience === "anyone" ? null : audience,
  exceptTurnIds,
];

export const findBestStanding = (database: Database, personaId: string, query: IndexQuery): Promise<Standing[]> =>
  database.query<Standing>(BEST, [...usable(personaId, query), query.at]);

/** Those of these memories that may be used. */
export const readStanding = async (
  database: Database,
  personaId: string,
  query: IndexQuery,
  ids: readonly string[],
): Promise<Standing[]> =>
  ids.length === 0 ? [] : database.query<Standing>(OF_IDS, [...usable(personaId, query), ids]);
