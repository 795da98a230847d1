/** How long each kind of data of a workspace is kept, and which rows have expired. */
import type { EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { StorageKind } from "../../schema/messages/storage.ts";
import { RetentionRow } from "../../schema/tables/storage.table.ts";
import { recordAction } from "../audit/audit.store.ts";
import { publishChange } from "../changes/publish-change.ts";
import type { Database } from "../database/open-database.store.ts";

/** Days; null means forever. */
export type Retention = Record<StorageKind, number | null>;

/** Nothing that people made is deleted unless an operator set a period (SPEC O8). */
const DEFAULTS: Retention = { turns: null, memories: null, vectors: null, pictures: null, jobs: 30, ledger: null };

export async function readRetention(em: EntityManager, workspaceId: string): Promise<Retention> {
  const rows = await em.find(RetentionRow, { workspaceId });
  const set = Object.fromEntries(rows.map(({ kind, keepDays }) => [kind, keepDays ?? null]));
  return { ...DEFAULTS, ...set };
}

export const setRetention = (
  database: Database,
  scope: Principal,
  kind: StorageKind,
  keepDays: number | null,
): Promise<void> =>
  database.inScope(scope, async (em) => {
    const { workspaceId } = scope;
    await em.upsert(RetentionRow, { workspaceId, kind, keepDays, userId: personOf(scope)! });
    const details = { retention: { kind, keepDays } };
    await recordAction(em, scope, { action: "retention-set", subject: { id: kind, name: kind }, details });
  });

type Past = {
  table: string;
  /** SQL: a row has expired; each `?` is the number of days it is kept. */
  isPast: string;
  /** SQL: the update of an expired row, where it is not deleted. */
  set?: string;
};

const before = (column: string): string => `${column} < now() - ? * interval '1 day'`;

const PAST: Record<StorageKind, Past> = {
  // Whole conversations, with turns, members and reactions: those that have ended, and sessions over HTTP, which never do.
  turns: {
    table: "circles",
    isPast: `case when chat_session_id is null then ${before("ended_at")}
      else ${before("coalesce((select max(t.started_at) from turns t where t.circle_id = circles.id), created_at)")} end`,
  },
  memories: { table: "memories", isPast: before("created_at") },
  // Its model's name stays, so that it is not embedded again; the memory is then ranked lexically.
  vectors: {
    table: "memories",
    isPast: `embedding is not null and ${before("last_accessed_at")}`,
    set: "embedding = null, dimension = null",
  },
  // Of sessions that have ended: who attended sees them no longer.
  pictures: {
    table: "session_pictures",
    isPast: `exists (select from sessions s where s.id = session_pictures.session_id and s.status = 'ended'
      and ${before("s.ended_at")})`,
  },
  jobs: { table: "durable_jobs", isPast: before("ended_at") },
  // An unsettled row stands for money reserved by a lost process: deleting it would refund the money.
  ledger: { table: "ledger", isPast: `task <> 'unsettled' and ${before("at")}` },
};

const valuesOf = (condition: string, days: number): number[] =>
  Array.from({ length: condition.split("?").length - 1 }, () => days);

export async function countPast(
  database: Database,
  workspaceId: string,
  kind: StorageKind,
  days: number,
): Promise<number> {
  const { table, isPast } = PAST[kind];
  const [row] = (await database
    .em()
    .execute(`select count(*)::int as count from ${table} where workspace_id = ? and ${isPast}`, [
      workspaceId,
      ...valuesOf(isPast, days),
    ])) as { count: number }[];
  return row!.count;
}

/** Skips locked rows until the next time. @returns the number of rows removed or changed */
export async function removePast(
  em: EntityManager,
  workspaceId: string,
  kind: StorageKind,
  { days, limit }: { days: number; limit: number },
): Promise<number> {
  const { table, isPast, set } = PAST[kind];
  const chosen = `id in (select id from ${table} where workspace_id = ? and ${isPast} limit ? for update skip locked)`;
  const change = set ? `update ${table} set ${set}` : `delete from ${table}`;
  const gone = (await em.execute(
    `${change} where ${chosen} returning ${table === "memories" ? "persona_id" : "null"} as "personaId"`,
    [workspaceId, ...valuesOf(isPast, days), limit],
  )) as { personaId: string | null }[];
  for (const personaId of new Set(gone.map((row) => row.personaId)))
    if (personaId !== null) await publishChange(em, "memories", { writer: "retention", personaId, ids: null });
  return gone.length;
}
