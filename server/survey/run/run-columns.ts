/** SQL: what is read of a run `r`, its job `j` and its owner `u` (SPEC S6). */

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

export const SUMMARY = `r.id, r.name, r.survey_id as "surveyId", r.survey_version as "surveyVersion", r.survey_name as "surveyName",
  r.target_id as "targetId", r.target_version as "targetVersion", r.target_name as "targetName", r.settings,
  ${STATUS} as status, coalesce(r.problem, j.problem) as problem, r.total, r.answered, r.input_tokens::float8 as "inputTokens",
  r.cached_tokens::float8 as "cachedTokens", r.output_tokens::float8 as "outputTokens", ${COST} as "costNano",
  r.budget_nano::float8 as "budgetNano", r.owner_id as "ownerId", u.name as "ownerName", r.job_id as "jobId",
  r.created_at as "createdAt", r.started_at as "startedAt", r.ended_at as "endedAt"`;
export const FROM = `from runs r join users u on u.id = r.owner_id left join durable_jobs j on j.id = r.job_id`;

/** Answers of the last minute by how long ago the first of them was; 0 once it stands still. */
export const RATE = `coalesce((select case when max(at) < now() - interval '15 seconds' then 0
    else count(*) / greatest(1, extract(epoch from now() - min(at))) end
  from run_answers where run_id = r.id and at > now() - interval '1 minute'), 0)::float8`;
export const VERDICTS = `jsonb_build_object('answered', r.answered - r.refused - r.unclear - r.failed, 'refused', r.refused,
  'unclear', r.unclear, 'failed', r.failed, 'resampled', r.resampled)`;

export const LABELLING = `(select jsonb_build_object('model', model, 'traitIds', wish->'traitIds', 'progress', jsonb_build_object(
  'done', (select count(*) from labelling_units where labelling_id = r.id), 'total', total)) from labellings where run_id = r.id)`;

export const ANSWER = `respondent, probe_id as "probeId", repeat, position, shown, texts, verdict, answer, shares,
  refusal_share as "refusalShare", model, prompt_hash as "promptHash", seed::float8 as seed,
  jsonb_build_object('input', input_tokens, 'cached', cached_tokens, 'output', output_tokens) as tokens,
  cost_nano::float8 as "costNano", at`;

/** Of a run `r`: whether results are still to come, and its `RunRound` apart from when it is due. */
export const IS_COLLECTING = `exists (select from run_parts p where p.run_id = r.id and p.order_id is not null)`;

/** Of the slowest part that waits for an order; those that do not have all of that round. */
export const ROUND = `case when r.ended_at is null then (
  with p as (select *, min(round) filter (where order_id is not null) over () as slowest from run_parts where run_id = r.id)
  select jsonb_build_object('number', slowest, 'planned', greatest(slowest, max(rounds)), 'asked', sum(asked),
    'settled', sum(case when order_id is null or round > slowest then asked else settled end),
    'sentAt', max(sent_at) filter (where order_id is not null and round = slowest))
  from p where slowest is not null group by slowest) end`;
