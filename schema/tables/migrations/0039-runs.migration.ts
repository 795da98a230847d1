import { Migration } from "@mikro-orm/migrations";

/** Survey runs, their respondents and answers (SPEC S6), shared by the facilitators and admins of a workspace. */
export class Runs extends Migration {
  override name = "0039-runs";

  override up(): void {
    this.addSql(tables);
    for (const table of TABLES) this.addSql(readable(table));
    this.addSql(launching);
  }
}

const TABLES = ["runs", "run_respondents", "run_answers", "run_calls"];

const tables = `
create table runs (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  name text not null,
  survey_id text not null,
  survey_version int not null,
  survey_name text not null,
  survey jsonb not null,
  target_id text not null,
  target_version int not null,
  target_name text not null,
  target json not null,
  settings jsonb not null,
  plan jsonb null,
  budget_nano bigint null check (budget_nano >= 0),
  status text not null default 'QUEUED' check (status in
    ('QUEUED', 'LABELLING', 'MATCHING', 'INFERENCE', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED')),
  problem jsonb null,
  panel jsonb null,
  total int null,
  answered int not null default 0,
  input_tokens bigint not null default 0,
  cached_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  job_id text null,
  created_at timestamptz not null default now(),
  started_at timestamptz null,
  ended_at timestamptz null
);
create index runs_workspace on runs (workspace_id, id);
create index runs_survey on runs (survey_id, id);
create table run_respondents (
  run_id text not null references runs on delete cascade,
  ordinal int not null,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  backstory_id text null,
  weight float8 null,
  raking_weight float8 null,
  traits jsonb not null,
  arms jsonb not null,
  seed bigint not null,
  primary key (run_id, ordinal)
);
create table run_answers (
  run_id text not null,
  respondent int not null,
  repeat int not null,
  probe_id text not null,
  position int not null,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  shown jsonb not null,
  texts jsonb not null,
  verdict text not null check (verdict in ('answered', 'refused', 'unclear', 'failed')),
  answer jsonb null check ((answer is not null) = (verdict = 'answered')),
  shares jsonb null,
  refusal_share float8 null,
  model text not null,
  prompt_hash text not null,
  seed bigint not null,
  input_tokens int not null,
  cached_tokens int not null,
  output_tokens int not null,
  cost_nano bigint not null,
  at timestamptz not null default now(),
  primary key (run_id, respondent, repeat, probe_id),
  foreign key (run_id, respondent) references run_respondents on delete cascade
);
create index run_answers_probe on run_answers (run_id, probe_id);
create table run_calls (
  run_id text not null references runs on delete cascade,
  respondent int not null,
  repeat int not null,
  probe_id text not null,
  attempt int not null,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  status text not null default 'intended' check (status in ('intended', 'done', 'lost')),
  at timestamptz not null default now(),
  primary key (run_id, respondent, repeat, probe_id, attempt)
);
create index run_calls_open on run_calls (run_id) where status <> 'done';
`;

const KEEPER = `workspace_id = (select scope_workspace()) and (select scope_has_role('facilitator', 'admin'))`;
const BY_OWNER = `${KEEPER} and owner_id = (select scope_user())`;

/** What is found out is written by the server. */
const readable = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy of_the_server on ${table} using ((select is_server())) with check ((select is_server()));
create policy app_read on ${table} for select to dramatis_app using (${KEEPER});
grant select on ${table} to dramatis_app;
`;

const launching = `
create policy app_add on runs for insert to dramatis_app with check (${BY_OWNER});
create policy app_change on runs for update to dramatis_app using (${KEEPER}) with check (${KEEPER});
create policy app_remove on runs for delete to dramatis_app using (
  ${KEEPER} and (owner_id = (select scope_user()) or (select scope_has_role('admin'))));
grant insert, delete, update (status, problem, budget_nano, job_id, ended_at) on runs to dramatis_app;
create policy runs_read on durable_jobs for select to dramatis_app using (name = 'run-survey' and ${KEEPER});
create policy of_a_run_add on budgets for insert to dramatis_app with check (
  ${BY_OWNER} and scope = 'run' and subject_id in (select id from runs));
create policy of_a_run_change on budgets for update to dramatis_app
  using (${KEEPER} and scope = 'run' and subject_id in (select id from runs))
  with check (${KEEPER} and scope = 'run' and subject_id in (select id from runs));
`;
