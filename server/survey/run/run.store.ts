/** Runs of a workspace, each statement for one person in it (SPEC A2, S6). */
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import type { Message } from "../../../schema/messages/message.ts";
import type {
  Respondent,
  Run,
  RunAnswer,
  RunAnswerQuery,
  RunDraft,
  RunQuery,
  RunSettings,
  RunStatus,
} from "../../../schema/messages/run.ts";
import type { SurveyModel } from "../../../schema/messages/survey.ts";
import type { TargetDefinition } from "../../../schema/messages/target.ts";
import { lockAccounts } from "../../budget/lock-accounts.store.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";
import { queryIn } from "../../database/query-in.ts";

type Named<Parts> = { id: string; version: number; name: string } & Parts;
export type NewRun = Pick<RunDraft, "name" | "budgetNano" | "plan"> & {
  settings: RunSettings;
  survey: Named<{ model: SurveyModel }>;
  target: Named<{ definition: TargetDefinition }>;
};

type Times = Record<"createdAt" | "startedAt" | "endedAt", Date | string | null>;
export type RunSummaryRow = Times & {
  id: string;
  name: string;
  surveyId: string;
  surveyVersion: number;
  surveyName: string;
  targetId: string;
  targetVersion: number;
  targetName: string;
  settings: RunSettings;
  status: RunStatus;
  problem: Message | null;
  total: number | null;
  answered: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  costNano: number;
  budgetNano: number | null;
  ownerId: string;
  ownerName: string;
  jobId: string | null;
};
export type RunDetailsRow = RunSummaryRow & Pick<Run, "plan" | "panel" | "lostCalls" | "answersPerSecond" | "verdicts">;
type Place = Pick<RunAnswer, "respondent" | "repeat" | "position">;

export const MAX_RUNS = 1_000;

/**
 * How far a run is, and what its job says of it. A job that is gone without an end of the run was deleted as a dead one;
 * just after the launch there is none yet.
 */
const STATUS = `case
  when r.ended_at is not null then r.status
  when j.id is null then case when r.created_at > now() - interval '1 minute' then r.status else 'FAILED' end
  when j.status = 'paused' or j.wish = 'pause' then 'PAUSED'
  when j.status = 'dead' then 'FAILED'
  when j.status = 'cancelled' or j.wish = 'cancel' then 'CANCELLED'
  else r.status end`;

/** Failed and lost calls included: what its account counts, or without a budget, and so without an account, the ledger. */
const COST = `coalesce(
  (select spent_nano from budget_accounts a where a.scope = 'run' and a.subject_id = r.id and a.workspace_id = r.workspace_id
     and a.period = 'total' limit 1),
  (select sum(cost_nano) from ledger l where l.run_id = r.id), 0)::float8`;

/** One job works at a run; where a process died as it ordered it, the first one that begins. */
export const GIVE_TO_JOB = `update runs set job_id = ? where id = ? and ended_at is null and (
  job_id is null or job_id = ? or not exists (select from durable_jobs j where j.id = job_id)) returning id`;

const SUMMARY = `r.id, r.name, r.survey_id as "surveyId", r.survey_version as "surveyVersion", r.survey_name as "surveyName",
  r.target_id as "targetId", r.target_version as "targetVersion", r.target_name as "targetName", r.settings,
  ${STATUS} as status, coalesce(r.problem, j.problem) as problem, r.total, r.answered, r.input_tokens::float8 as "inputTokens",
  r.cached_tokens::float8 as "cachedTokens", r.output_tokens::float8 as "outputTokens", ${COST} as "costNano",
  r.budget_nano::float8 as "budgetNano", r.owner_id as "ownerId", u.name as "ownerName", r.job_id as "jobId",
  r.created_at as "createdAt", r.started_at as "startedAt", r.ended_at as "endedAt"`;
const FROM = `from runs r join users u on u.id = r.owner_id left join durable_jobs j on j.id = r.job_id`;

/** Answers of the last minute by how long ago the first of them was; 0 once it stands still. */
const RATE = `coalesce((select case when max(at) < now() - interval '15 seconds' then 0
    else count(*) / greatest(1, extract(epoch from now() - min(at))) end
  from run_answers where run_id = r.id and at > now() - interval '1 minute'), 0)::float8`;
const VERDICTS = `jsonb_build_object('answered', r.answered - r.refused - r.unclear - r.failed, 'refused', r.refused,
  'unclear', r.unclear, 'failed', r.failed, 'resampled', r.resampled)`;

const ANSWER = `respondent, probe_id as "probeId", repeat, position, shown, texts, verdict, answer, shares,
  refusal_share as "refusalShare", model, prompt_hash as "promptHash", seed::float8 as seed,
  jsonb_build_object('input', input_tokens, 'cached', cached_tokens, 'output', output_tokens) as tokens,
  cost_nano::float8 as "costNano", at`;

export type RunStore = ReturnType<typeof createRunStore>;

export const createRunStore = (database: Database) => ({ ...readings(database), ...changes(database) });

function readings(database: Database) {
  return {
    /** Newest first, before the run `cursor`. */
    list: (scope: Principal, { surveyId, cursor, limit }: RunQuery): Promise<RunSummaryRow[]> =>
      database.inScope(scope, (em) =>
        em.execute(
          `select ${SUMMARY} ${FROM} where (?::text is null or r.survey_id = ?) and (? = '' or r.id < ?)
           order by r.id desc limit ?`,
          [surveyId ?? null, surveyId ?? null, cursor ?? "", cursor ?? "", limit],
        ),
      ),

    async find(scope: Principal, id: string): Promise<RunDetailsRow | null> {
      const [found] = await database.inScope(scope, (em) =>
        em.execute<RunDetailsRow[]>(
          `select ${SUMMARY}, r.plan, r.panel, ${RATE} as "answersPerSecond", ${VERDICTS} as verdicts,
             (select count(*)::int from run_calls c where c.run_id = r.id and c.status = 'lost') as "lostCalls"
           ${FROM} where r.id = ?`,
          [id],
        ),
      );
      return found ?? null;
    },

    /** By respondent, repeat and position, after `after`. */
    listAnswers: (
      scope: Principal,
      id: string,
      { probeId, verdict, respondent, after, limit }: Omit<RunAnswerQuery, "cursor"> & { after: Place | null },
    ): Promise<RunAnswer[]> =>
      database.inScope(scope, (em) =>
        em.execute(
          `select ${ANSWER} from run_answers where run_id = ? and (?::text is null or probe_id = ?)
             and (?::text is null or verdict = ?) and (?::int is null or respondent = ?)
             and (respondent, repeat, position) > (?, ?, ?)
           order by respondent, repeat, position limit ?`,
          [
            id,
            ...twice(probeId ?? null),
            ...twice(verdict ?? null),
            ...twice(respondent ?? null),
            after?.respondent ?? -1,
            after?.repeat ?? -1,
            after?.position ?? -1,
            limit,
          ],
        ),
      ),

    /** From number `from` on. */
    listRespondents: (scope: Principal, id: string, from: number, limit: number): Promise<Respondent[]> =>
      database.inScope(scope, (em) =>
        em.execute(
          `select ordinal, backstory_id as "backstoryId", weight, raking_weight as "rakingWeight", traits, arms,
             seed::float8 as seed from run_respondents where run_id = ? and ordinal >= ? order by ordinal limit ?`,
          [id, from, limit],
        ),
      ),
  };
}

const twice = <Value>(value: Value): [Value, Value] => [value, value];

function changes(database: Database) {
  return {
    /** With its budget. @returns its id, or null when the workspace has as many runs as it may have */
    insert: (scope: Principal, { name, budgetNano, plan, settings, survey, target }: NewRun): Promise<string | null> =>
      database.inScope(scope, async (em) => {
        const { workspaceId } = scope;
        const [id, ownerId] = [newId(), personOf(scope)!];
        await lockAccounts(queryIn(em), workspaceId);
        const added = await em.execute(
          `insert into runs (id, workspace_id, owner_id, name, survey_id, survey_version, survey_name, survey, target_id,
             target_version, target_name, target, settings, plan, budget_nano)
           select ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?::json, ?::jsonb, ?::jsonb, ?
           where (select count(*) from runs) < ? returning id`,
          [
            id,
            workspaceId,
            ownerId,
            name,
            survey.id,
            survey.version,
            survey.name,
            JSON.stringify(survey.model),
            target.id,
            target.version,
            target.name,
            JSON.stringify(target.definition),
            JSON.stringify(settings),
            plan && JSON.stringify(plan),
            budgetNano,
            MAX_RUNS,
          ],
        );
        if (added.length === 0) return null;
        if (budgetNano !== null) await em.execute(ADD_BUDGET, [newId(), workspaceId, ownerId, id, budgetNano]);
        return id;
      }),

    keepJob: (scope: Principal, id: string, jobId: string): Promise<unknown> =>
      database.inScope(scope, (em) => em.execute(GIVE_TO_JOB, [jobId, id, jobId])),

    /** Of one that has not ended. @returns whether it had not */
    cancel: (scope: Principal, id: string): Promise<boolean> =>
      database.inScope(scope, async (em) => {
        const ended = await em.execute(
          "update runs set status = 'CANCELLED', problem = null, ended_at = now() where id = ? and ended_at is null returning id",
          [id],
        );
        return ended.length > 0;
      }),

    changeBudget: (scope: Principal, id: string, budgetNano: number): Promise<void> =>
      database.inScope(scope, async (em) => {
        await lockAccounts(queryIn(em), scope.workspaceId);
        await em.execute("update runs set budget_nano = ? where id = ?", [budgetNano, id]);
        const changed = await em.execute(
          "update budgets set limit_nano = ? where scope = 'run' and subject_id = ? and period = 'total' returning id",
          [budgetNano, id],
        );
        if (changed.length === 0)
          await em.execute(ADD_BUDGET, [newId(), scope.workspaceId, personOf(scope)!, id, budgetNano]);
      }),

    /** @returns whether there was one that this person may delete */
    remove: (scope: Principal, id: string): Promise<boolean> =>
      database.inScope(scope, async (em) => {
        const gone = await em.execute("delete from runs where id = ? returning id", [id]);
        return gone.length > 0;
      }),
  };
}

const ADD_BUDGET = `insert into budgets (id, workspace_id, owner_id, scope, subject_id, period, limit_nano)
  values (?, ?, ?, 'run', ?, 'total', ?)`;
