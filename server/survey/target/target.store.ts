/** Targets and the panels matched to them, each statement for one person in their workspace (SPEC A2). */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { MatchedPanel } from "../../../engine/survey/match/match-panel.ts";
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import type { JobStatus } from "../../../schema/messages/job.ts";
import type { Message } from "../../../schema/messages/message.ts";
import type {
  MatchReport,
  MatchWish,
  PairPage,
  PairQuery,
  TargetChange,
  TargetDefinition,
  TargetDraft,
} from "../../../schema/messages/target.ts";
import { lockRow } from "../../database/lock-row.store.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";

export type TargetSummaryRow = {
  id: string;
  name: string;
  kind: TargetDefinition["kind"];
  version: number;
  ownerId: string;
  ownerName: string;
  updatedAt: Date | string;
};
export type FoundTarget = TargetSummaryRow & { definition: TargetDefinition };

export type MatchRow = {
  id: string;
  targetId: string;
  wish: MatchWish;
  /** Of its job; null once that was deleted, or where there was none yet. */
  jobId: string | null;
  /** Its job follows at once; where it did not, the server was killed in between. */
  isBeingOrdered: boolean;
  status: JobStatus | null;
  done: number | null;
  problem: Message | null;
  isDone: boolean;
  report: MatchReport | null;
  createdAt: Date | string;
};

export const MAX_TARGETS = 200;
/** Of each target, the newest; older ones are deleted. */
const KEPT_MATCHES = 20;

const SUMMARY = `t.id, t.name, t.definition->>'kind' as kind, t.version, t.owner_id as "ownerId", u.name as "ownerName",
  t.updated_at as "updatedAt"`;
const MATCH = `m.id, m.target_id as "targetId", m.wish, m.job_id as "jobId", j.status, j.done, j.problem,
  m.job_id is null and m.created_at > now() - interval '1 minute' as "isBeingOrdered", m.report is not null as "isDone", m.created_at as "createdAt"`;

export type TargetStore = ReturnType<typeof createTargetStore>;

export const createTargetStore = (database: Database) => ({ ...targets(database), ...matches(database) });

function targets(database: Database) {
  return {
    /** Newest first, before the target `before`. */
    list: (scope: Principal, before: string | undefined, limit: number): Promise<TargetSummaryRow[]> =>
      database.inScope(scope, (em) =>
        em.execute(
          `select ${SUMMARY} from targets t join users u on u.id = t.owner_id
           where ?::text is null or t.id < ? order by t.id desc limit ?`,
          [before ?? null, before ?? null, limit],
        ),
      ),

    async find(scope: Principal, id: string): Promise<FoundTarget | null> {
      const [found] = await database.inScope(scope, (em) =>
        em.execute<FoundTarget[]>(
          `select ${SUMMARY}, t.definition from targets t join users u on u.id = t.owner_id where t.id = ?`,
          [id],
        ),
      );
      return found ?? null;
    },

    /** @returns its id, or null when the person has as many targets as one may have */
    insert: (scope: Principal, { name, definition }: TargetDraft): Promise<string | null> =>
      database.inScope(scope, async (em) => {
        const [id, userId] = [newId(), personOf(scope)!];
        await lockRow(em, "users", userId);
        const added = await em.execute(
          `insert into targets (id, workspace_id, owner_id, name, definition)
           select ?, ?, ?, ?, ?::json where (select count(*) from targets where owner_id = ?) < ? returning id`,
          [id, scope.workspaceId, userId, name, JSON.stringify(definition), userId, MAX_TARGETS],
        );
        return added.length > 0 ? id : null;
      }),

    /** @returns whether `version` was still the latest */
    change: (scope: Principal, id: string, { name, definition, version }: TargetChange): Promise<boolean> =>
      database.inScope(scope, async (em) => {
        const changed = await em.execute(
          `update targets set name = ?, definition = ?::json, version = version + 1, updated_at = now()
           where id = ? and version = ? returning id`,
          [name, JSON.stringify(definition), id, version],
        );
        return changed.length > 0;
      }),

    /** @returns whether there was one that this person may delete */
    remove: (scope: Principal, id: string): Promise<boolean> =>
      database.inScope(scope, async (em) => {
        const gone = await em.execute("delete from targets where id = ? returning id", [id]);
        return gone.length > 0;
      }),
  };
}

function matches(database: Database) {
  return {
    /** The target as it is now is what will be matched. @returns its id, or null when there is no such target */
    insertMatch: (scope: Principal, targetId: string, wish: MatchWish): Promise<string | null> =>
      database.inScope(scope, async (em) => {
        const added = await em.execute<{ id: string }[]>(
          `insert into target_matches (id, target_id, workspace_id, owner_id, wish, definition)
           select ?, id, workspace_id, ?, ?::jsonb, definition from targets where id = ? returning id`,
          [newId(), personOf(scope)!, JSON.stringify(wish), targetId],
        );
        await em.execute(
          `delete from target_matches where target_id = ? and id not in (
             select id from target_matches where target_id = ? order by id desc limit ${KEPT_MATCHES})`,
          [targetId, targetId],
        );
        return added[0]?.id ?? null;
      }),

    keepJob: (scope: Principal, matchId: string, jobId: string): Promise<unknown> =>
      database.inScope(scope, (em) =>
        em.execute("update target_matches set job_id = ? where id = ?", [jobId, matchId]),
      ),

    /** Newest first, without their reports. */
    listMatches: (scope: Principal, targetId: string): Promise<MatchRow[]> =>
      database.inScope(scope, (em) =>
        em.execute(
          `select ${MATCH}, null as report from target_matches m left join durable_jobs j on j.id = m.job_id
           where m.target_id = ? order by m.id desc`,
          [targetId],
        ),
      ),

    async findMatch(scope: Principal, targetId: string, id: string): Promise<MatchRow | null> {
      const [found] = await database.inScope(scope, (em) =>
        em.execute<MatchRow[]>(
          `select ${MATCH}, m.report from target_matches m left join durable_jobs j on j.id = m.job_id
           where m.target_id = ? and m.id = ?`,
          [targetId, id],
        ),
      );
      return found ?? null;
    },

    /** What is to be matched; null when it was deleted. */
    async findInput(scope: Principal, id: string): Promise<{ definition: TargetDefinition; wish: MatchWish } | null> {
      const [found] = await database.inScope(scope, (em) =>
        em.execute<{ definition: TargetDefinition; wish: MatchWish }[]>(
          "select definition, wish from target_matches where id = ?",
          [id],
        ),
      );
      return found ?? null;
    },

    /** Respondents from number `from` on. */
    async listPairs(scope: Principal, id: string, { from, limit }: PairQuery): Promise<PairPage> {
      const [found] = await database.inScope(scope, (em) =>
        em.execute<PairPage[]>(
          `select coalesce(jsonb_array_length(pairs), 0) as total, coalesce((
             select jsonb_agg(pair order by place)
             from jsonb_array_elements(pairs) with ordinality each_of(pair, place) where place > ? and place <= ?), '[]') as items
           from target_matches where id = ?`,
          [from, from + limit, id],
        ),
      );
      return found ?? { items: [], total: 0 };
    },
  };
}

/** In the transaction of its job. */
export const keepPanelIn = (em: EntityManager, matchId: string, { report, pairs }: MatchedPanel): Promise<unknown> =>
  em.execute("update target_matches set report = ?::jsonb, pairs = ?::jsonb where id = ?", [
    JSON.stringify(report),
    JSON.stringify(pairs),
    matchId,
  ]);
