/** What the job of a run reads and writes (SPEC S6). The job works for many respondents: as the server. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { KnownAnswer } from "../../../engine/survey/run/interview-respondent.ts";
import type { Message } from "../../../schema/messages/message.ts";
import type { Respondent, RunAnswer, RunSettings, RunStatus } from "../../../schema/messages/run.ts";
import type { SurveyModel } from "../../../schema/messages/survey.ts";
import type { MatchReport, TargetDefinition } from "../../../schema/messages/target.ts";
import { toJsonRows } from "../../database/json-rows.ts";
import { queryIn } from "../../database/query-in.ts";
import type { Database } from "../../database/open-database.store.ts";
import { GIVE_TO_JOB } from "./run.store.ts";

export type RunAtWork = {
  id: string;
  workspaceId: string;
  ownerId: string;
  survey: SurveyModel;
  target: TargetDefinition;
  settings: RunSettings;
  total: number | null;
  answered: number;
  respondents: number;
};
export type StoredAnswer = Omit<RunAnswer, "at">;
export type NewRespondent = Respondent;
export type KnownRespondent = Respondent & { known: (KnownAnswer & { repeat: number; position: number })[] };
export type RunCall = { respondent: number; repeat: number; probeId: string };
type NewPanel = { respondents: readonly NewRespondent[]; report: MatchReport | null; total: number };

export type RunWork = ReturnType<typeof createRunWork>;

export const createRunWork = (database: Database) => ({ ...steps(database), ...panels(), ...calls(database) });

function steps(database: Database) {
  return {
    async find(id: string): Promise<RunAtWork | null> {
      const [found] = await database.em().execute<RunAtWork[]>(
        `select id, workspace_id as "workspaceId", owner_id as "ownerId", survey, target, settings, total, answered,
           (select count(*)::int from run_respondents where run_id = id) as respondents from runs where id = ?`,
        [id],
      );
      return found ?? null;
    },

    /** For this job. @returns false for a run that was deleted, has ended, or is another job's */
    async take(id: string, jobId: string): Promise<boolean> {
      const taken = await database.em().execute<object[]>(GIVE_TO_JOB, [jobId, id, jobId]);
      return taken.length > 0;
    },

    /** Whether another run of its workspace is at work on labels. Of two that ask at the same time one sees the other. */
    async waitsForLabelsIn(em: EntityManager, { id, workspaceId }: RunAtWork): Promise<boolean> {
      await em.execute("select pg_advisory_xact_lock(hashtext(?))", [`labels of runs ${workspaceId}`]);
      const others = await em.execute<object[]>(
        `select from runs r join durable_jobs j on j.id = r.job_id
         where r.workspace_id = ? and r.id <> ? and r.status = 'LABELLING' and r.ended_at is null and j.status = 'running'`,
        [workspaceId, id],
      );
      return others.length > 0;
    },

    beginIn: (em: EntityManager, id: string, status: RunStatus): Promise<unknown> =>
      em.execute(
        "update runs set status = ?, problem = null, started_at = coalesce(started_at, now()) where id = ? and ended_at is null",
        [status, id],
      ),

    setStatus: (id: string, status: RunStatus): Promise<unknown> =>
      database
        .em()
        .execute("update runs set status = ?, problem = null where id = ? and ended_at is null", [status, id]),

    /** What it waits for: a person, or something that may pass. One that has ended waits for nothing. */
    keepProblem: (id: string, reason: Message): Promise<unknown> =>
      database
        .em()
        .execute("update runs set problem = ?::jsonb where id = ? and ended_at is null", [JSON.stringify(reason), id]),

    /** Of one that has not ended. */
    cancel: (id: string): Promise<unknown> =>
      database
        .em()
        .execute(
          "update runs set status = 'CANCELLED', problem = null, ended_at = now() where id = ? and ended_at is null",
          [id],
        ),

    /** @returns the number of its answers, which is its total from now on: rules may have skipped questions */
    async completeIn(em: EntityManager, id: string): Promise<number> {
      const [done] = await em.execute<{ answered: number }[]>(
        `update runs set status = 'COMPLETED', problem = null, total = answered, ended_at = now()
         where id = ? and ended_at is null returning answered`,
        [id],
      );
      return done?.answered ?? 0;
    },

    /** With what they have answered already. */
    listRespondents: (runId: string, from: number, count: number): Promise<KnownRespondent[]> =>
      database.em().execute(
        `select r.ordinal, r.backstory_id as "backstoryId", r.weight, r.raking_weight as "rakingWeight", r.traits, r.arms,
           r.seed::float8 as seed, coalesce((
             select jsonb_agg(jsonb_build_object('repeat', a.repeat, 'position', a.position, 'probeId', a.probe_id, 'shown', a.shown,
               'texts', a.texts, 'verdict', a.verdict, 'answer', a.answer, 'model', a.model) order by a.repeat, a.position)
             from run_answers a where a.run_id = r.run_id and a.respondent = r.ordinal), '[]') as known
         from run_respondents r where r.run_id = ? and r.ordinal >= ? and r.ordinal < ? order by r.ordinal`,
        [runId, from, from + count],
      ),
  };
}

const ANSWER_COLUMNS = `respondent int, repeat int, "probeId" text, position int, shown jsonb, texts jsonb, verdict text,
  answer jsonb, shares jsonb, "refusalShare" float8, model text, "promptHash" text, seed bigint, tokens jsonb, "costNano" bigint`;

const KEEP_ANSWERS = {
  name: "keep-run-answers",
  text: `with new as (select * from json_to_recordset($1::json) as n(${ANSWER_COLUMNS})),
    added as (
      insert into run_answers (run_id, respondent, repeat, probe_id, position, workspace_id, owner_id, shown, texts, verdict,
        answer, shares, refusal_share, model, prompt_hash, seed, input_tokens, cached_tokens, output_tokens, cost_nano)
      select r.id, n.respondent, n.repeat, n."probeId", n.position, r.workspace_id, r.owner_id, n.shown, n.texts, n.verdict,
        case when n.verdict = 'answered' then n.answer end, n.shares, n."refusalShare", n.model, n."promptHash", n.seed,
        (n.tokens->>'input')::int, (n.tokens->>'cached')::int, (n.tokens->>'output')::int, n."costNano"
      from new n, runs r where r.id = $2 on conflict do nothing
      returning verdict, jsonb_array_length(texts) as tries, input_tokens, cached_tokens, output_tokens
    ), made as (
      update run_calls c set status = 'done' from new n
      where c.run_id = $2 and c.status = 'intended' and c.respondent = n.respondent and c.repeat = n.repeat
        and c.probe_id = n."probeId"
    )
    update runs set answered = answered + (select count(*) from added),
      refused = refused + (select count(*) from added where verdict = 'refused'),
      unclear = unclear + (select count(*) from added where verdict = 'unclear'),
      failed = failed + (select count(*) from added where verdict = 'failed'),
      resampled = resampled + (select count(*) from added where tries > 1),
      input_tokens = input_tokens + (select coalesce(sum(input_tokens), 0) from added),
      cached_tokens = cached_tokens + (select coalesce(sum(cached_tokens), 0) from added),
      output_tokens = output_tokens + (select coalesce(sum(output_tokens), 0) from added)
    where id = $2 returning answered`,
};

/** In the transaction of the job. */
function panels() {
  return {
    async keepPanelIn(em: EntityManager, runId: string, { respondents, report, total }: NewPanel): Promise<void> {
      await em.execute(
        `insert into run_respondents (run_id, ordinal, workspace_id, owner_id, backstory_id, weight, raking_weight, traits, arms, seed)
         select r.id, n.ordinal, r.workspace_id, r.owner_id, n."backstoryId", n.weight, n."rakingWeight", n.traits, n.arms, n.seed
         from json_to_recordset(?::json) as n(ordinal int, "backstoryId" text, weight float8, "rakingWeight" float8,
           traits jsonb, arms jsonb, seed bigint), runs r where r.id = ?`,
        [JSON.stringify(respondents), runId],
      );
      await em.execute("update runs set panel = ?::jsonb, total = ? where id = ?", [
        report && JSON.stringify(report),
        total,
        runId,
      ]);
    },

    /** Each once. Marks their calls as done. @returns how many answers the run has now */
    async keepAnswersIn(em: EntityManager, { id }: RunAtWork, answers: readonly StoredAnswer[]): Promise<number> {
      const [kept] = await queryIn(em)<{ answered: number }>(KEEP_ANSWERS, [toJsonRows(answers), id]);
      // None: it was deleted meanwhile.
      return kept?.answered ?? 0;
    },
  };
}

const INTEND_CALLS = {
  name: "intend-run-calls",
  text: `insert into run_calls (run_id, respondent, repeat, probe_id, attempt, workspace_id, owner_id)
    select r.id, n.respondent, n.repeat, n."probeId",
      1 + (select count(*) from run_calls c where c.run_id = r.id and c.respondent = n.respondent
        and c.repeat = n.repeat and c.probe_id = n."probeId" and c.status = 'lost'), r.workspace_id, r.owner_id
    from json_to_recordset($1::json) as n(respondent int, repeat int, "probeId" text), runs r where r.id = $2
    on conflict do nothing`,
};

function calls(database: Database) {
  return {
    intendCalls: ({ id }: RunAtWork, intended: readonly RunCall[]): Promise<unknown> =>
      // Planned each time: a plan of the first calls would read all of them for each later one.
      queryIn(database.em())(INTEND_CALLS, [JSON.stringify(intended), id]),

    /** Those that were in progress when an earlier attempt ended. */
    loseCalls: (runId: string): Promise<unknown> =>
      database.em().execute("update run_calls set status = 'lost' where run_id = ? and status = 'intended'", [runId]),

    withdrawCalls: ({ id }: RunAtWork, failed: readonly RunCall[]): Promise<unknown> =>
      database.em().execute(
        `delete from run_calls c using json_to_recordset(?::json) as n(respondent int, repeat int, "probeId" text)
         where c.run_id = ? and c.status = 'intended' and c.respondent = n.respondent and c.repeat = n.repeat
           and c.probe_id = n."probeId"`,
        [JSON.stringify(failed), id],
      ),
  };
}
