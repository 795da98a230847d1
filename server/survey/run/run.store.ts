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
  RunRound,
  RunSettings,
  RunStatus,
} from "../../../schema/messages/run.ts";
import type { SurveyModel } from "../../../schema/messages/survey.ts";
import type { TargetDefinition } from "../../../schema/messages/target.ts";
import { lockAccounts } from "../../budget/lock-accounts.store.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";
import { queryIn } from "../../database/query-in.ts";
import type { LabellingRow } from "../label/labelling.store.ts";
import { ANSWER, FROM, IS_COLLECTING, LABELLING, RATE, ROUND, SUMMARY, VERDICTS } from "./run-columns.ts";

type Named<Parts> = { id: string; version: number; name: string } & Parts;
export type NewRun = Pick<RunDraft, "name" | "budgetNano" | "plan"> & {
  settings: RunSettings;
  survey: Named<{ model: SurveyModel }>;
  target: Named<{ definition: TargetDefinition }>;
  /** What is labelled first; null: nothing. */
  labelling: Pick<LabellingRow, "wish" | "model"> | null;
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
export type RunDetailsRow = RunSummaryRow &
  Pick<Run, "labelling" | "plan" | "panel" | "lostCalls" | "answersPerSecond" | "verdicts"> & {
    round: Omit<RunRound, "dueAt"> | null;
    /** Cancelled, and results of its batches are still to come. */
    isCollecting: boolean;
  };
type Place = Pick<RunAnswer, "respondent" | "repeat" | "position">;

export const MAX_RUNS = 1_000;

/** One job works at a run; where a process died as it ordered it, the first one that begins. */
export const GIVE_TO_JOB = `update runs set job_id = ? where id = ? and ended_at is null and (
  job_id is null or job_id = ? or not exists (select from durable_jobs j where j.id = job_id)) returning id`;

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
          `select ${SUMMARY}, r.plan, r.panel, ${LABELLING} as labelling, ${RATE} as "answersPerSecond", ${VERDICTS} as verdicts,
             ${ROUND} as round, r.ended_at is not null and ${IS_COLLECTING} as "isCollecting",
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
    /** With its budget, and what it labels first. @returns its id, or null when the workspace has as many runs as it may have */
    insert: (
      scope: Principal,
      { name, budgetNano, plan, settings, survey, target, labelling }: NewRun,
    ): Promise<string | null> =>
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
        if (labelling)
          await em.execute(ADD_LABELLING, [
            id,
            id,
            workspaceId,
            ownerId,
            JSON.stringify(labelling.wish),
            labelling.model,
          ]);
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
        await em.execute(CHANGE_BUDGET, [budgetNano, budgetNano, id]);
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
        const gone = await em.execute(`delete from runs r where id = ? and not ${IS_COLLECTING} returning id`, [id]);
        return gone.length > 0;
      }),
  };
}

const ADD_LABELLING =
  "insert into labellings (id, run_id, workspace_id, owner_id, wish, model) values (?, ?, ?, ?, ?::jsonb, ?)";
/** A reason that it is used up holds no longer once it is raised; that of another budget does. */
const CHANGE_BUDGET = `update runs set budget_nano = ?,
  problem = case when problem->>'code' like 'budget-%' and problem->'values'->'who'->>'code' = 'budget-who-run'
    and coalesce(budget_nano, 0) < ? then null else problem end where id = ?`;
const ADD_BUDGET = `insert into budgets (id, workspace_id, owner_id, scope, subject_id, period, limit_nano)
  values (?, ?, ?, 'run', ?, 'total', ?)`;
