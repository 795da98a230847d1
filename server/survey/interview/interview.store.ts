/** Rounds of life interviews, each statement for one person in their workspace (SPEC A2). */
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import type {
  Interview,
  InterviewForm,
  InterviewWish,
  PersonSeed,
  PoolPlan,
  PoolQuality,
  Rejection,
  SetAsideQuery,
  SetAsideReason,
} from "../../../schema/messages/interview.ts";
import type { JobStatus } from "../../../schema/messages/job.ts";
import type { Message } from "../../../schema/messages/message.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";

export type NewRound = {
  wish: InterviewWish;
  interviewee: string;
  form: InterviewForm;
  critic: string;
  isByPlan: boolean;
};

export type RoundRow = NewRound & {
  id: string;
  ownerId: string;
  ownerName: string;
  jobId: string | null;
  /** Its job follows at once; where it did not, the server was killed in between. */
  isBeingOrdered: boolean;
  status: JobStatus | null;
  problem: Message | null;
  told: number;
  setAside: number;
  accepted: number;
  rejected: number;
  costNano: number;
  createdAt: Date | string;
};

export type BegunInterview = Interview & { place: number; status: "open" | "told" | "set-aside" };

export type SetAsideRow = {
  roundId: string;
  place: number;
  person: PersonSeed;
  reasons: SetAsideReason[];
  last: Rejection | null;
  answers: number;
  nearestId: string | null;
  nearestTitle: string | null;
  nearestShare: number | null;
  at: Date | string;
};

export type PlanRow = { plan: PoolPlan; ownerId: string; ownerName: string; updatedAt: Date | string };

const MOST_ROUNDS = 30;

const ROUND = `select r.id, r.wish, r.interviewee, r.form, r.critic, r.is_by_plan as "isByPlan", r.owner_id as "ownerId",
    u.name as "ownerName", r.job_id as "jobId", j.status, coalesce(r.paused_by, j.problem) as problem,
    r.job_id is null and r.created_at > now() - interval '1 minute' as "isBeingOrdered", r.created_at as "createdAt",
    i.told, i."setAside", i.accepted, i.rejected,
    (select coalesce(sum(cost_nano), 0)::float8 from ledger where run_id = r.id) as "costNano"
  from interview_rounds r join users u on u.id = r.owner_id left join durable_jobs j on j.id = r.job_id
    cross join lateral (
      select count(*) filter (where status = 'told')::int as told, count(*) filter (where status = 'set-aside')::int as "setAside",
        coalesce(sum(jsonb_array_length(answers)) filter (where status <> 'set-aside'), 0)::int as accepted,
        coalesce(sum(jsonb_array_length(rejections)), 0)::int as rejected
      from interviews where round_id = r.id) i`;

export type InterviewStore = ReturnType<typeof createInterviewStore>;

export const createInterviewStore = (database: Pick<Database, "inScope">) => ({
  ...rounds(database),
  ...plans(database),
  ...readings(database),
});

function rounds(database: Pick<Database, "inScope">) {
  return {
    /** @returns its id */
    insertRound: (scope: Principal, { wish, interviewee, form, critic, isByPlan }: NewRound): Promise<string> =>
      database.inScope(scope, async (em) => {
        const id = newId();
        await em.execute(
          `insert into interview_rounds (id, workspace_id, owner_id, wish, interviewee, form, critic, is_by_plan)
           values (?, ?, ?, ?::jsonb, ?, ?, ?, ?)`,
          [id, scope.workspaceId, personOf(scope)!, JSON.stringify(wish), interviewee, form, critic, isByPlan],
        );
        return id;
      }),

    keepJob: (scope: Principal, id: string, jobId: string): Promise<unknown> =>
      database.inScope(scope, (em) => em.execute("update interview_rounds set job_id = ? where id = ?", [jobId, id])),

    /** The newest. */
    listRounds: (scope: Principal): Promise<RoundRow[]> =>
      database.inScope(scope, (em) => em.execute(`${ROUND} order by r.id desc limit ${MOST_ROUNDS}`)),

    async findRound(scope: Principal, id: string): Promise<RoundRow | null> {
      const [found] = await database.inScope(scope, (em) => em.execute<RoundRow[]>(`${ROUND} where r.id = ?`, [id]));
      return found ?? null;
    },

    /** Where each interview that has begun is. */
    listBegun: (scope: Principal, roundId: string): Promise<BegunInterview[]> =>
      database.inScope(scope, (em) =>
        em.execute("select place, status, answers, rejections from interviews where round_id = ?", [roundId]),
      ),
  };
}

function plans(database: Pick<Database, "inScope">) {
  return {
    async findPlan(scope: Principal): Promise<PlanRow | null> {
      const [found] = await database.inScope(scope, (em) =>
        em.execute<PlanRow[]>(
          `select p.plan, p.owner_id as "ownerId", u.name as "ownerName", p.updated_at as "updatedAt"
           from pool_plans p join users u on u.id = p.owner_id`,
        ),
      );
      return found ?? null;
    },

    keepPlan: (scope: Principal, plan: PoolPlan): Promise<unknown> =>
      database.inScope(scope, (em) =>
        em.execute(
          `insert into pool_plans (workspace_id, owner_id, plan) values (?, ?, ?::jsonb)
           on conflict (workspace_id) do update set owner_id = excluded.owner_id, plan = excluded.plan, updated_at = now()`,
          [scope.workspaceId, personOf(scope)!, JSON.stringify(plan)],
        ),
      ),
  };
}

function readings(database: Pick<Database, "inScope">) {
  return {
    /** Newest rounds first, of all rounds or one. */
    listSetAside: (scope: Principal, { roundId, cursor, limit }: SetAsideQuery): Promise<SetAsideRow[]> =>
      database.inScope(scope, (em) => {
        const [round = null, place = null] = cursor?.split(".") ?? [];
        return em.execute(
          `select i.round_id as "roundId", i.place, i.person, i.reasons, i.rejections->-1 as last,
             jsonb_array_length(i.answers) as answers, i.nearest_id as "nearestId", b.title as "nearestTitle",
             i.nearest_share::float8 as "nearestShare", i.updated_at as at
           from interviews i left join backstories b on b.id = i.nearest_id
           where i.status = 'set-aside' and (?::text is null or i.round_id = ?)
             and (?::text is null or i.round_id < ? or (i.round_id = ? and i.place > ?::int))
           order by i.round_id desc, i.place limit ?`,
          [roundId ?? null, roundId ?? null, round, round, round, place, limit],
        );
      }),

    async readQuality(scope: Principal): Promise<PoolQuality> {
      const [found] = await database.inScope(scope, (em) => em.execute<PoolQuality[]>(QUALITY));
      return found!;
    },

    /** Vectors of the model that most have. */
    listVectors: (scope: Principal): Promise<{ embedding: Buffer }[]> =>
      database.inScope(scope, (em) =>
        em.execute(
          `select embedding from backstories where embedding_model = (
             select embedding_model from backstories where embedding is not null group by 1 order by count(*) desc limit 1)
           and embedding is not null`,
        ),
      ),
  };
}

const QUALITY = `
  select count(*)::int as backstories,
    (select coalesce(jsonb_object_agg(provenance, count), '{}') from (
      select provenance, count(*) from backstories group by 1) each) as "byProvenance",
    case when count(*) > 0 then jsonb_build_object('fewest', min(words), 'most', max(words),
      'median', percentile_cont(0.5) within group (order by words)) end as words,
    (select count(*)::int from interviews where reasons @> '["near-duplicate"]') as "nearDuplicates",
    (select jsonb_build_object('accepted', coalesce(sum(jsonb_array_length(answers)), 0),
      'rejected', coalesce(sum(jsonb_array_length(rejections)), 0)) from interviews) as answers,
    (select count(*)::int from interviews where status = 'set-aside') as "setAside",
    (select coalesce(jsonb_object_agg(reason, count), '{}') from (
      select reason, count(*) from interviews, jsonb_array_elements(rejections) as each_of(rejection),
        jsonb_array_elements_text(rejection->'reasons') as reasons_of(reason) group by 1) each) as rejections,
    null::float8 as "meanDistance", 0 as embedded
  from backstories`;
