import { Migration } from "@mikro-orm/migrations";

/** Life interviews that make backstories (SPEC S2), shared by the facilitators and admins of a workspace. */
export class Interviews extends Migration {
  override name = "0043-interviews";

  override up(): void {
    this.addSql(tables);
    for (const table of ["interview_rounds", "interviews", "pool_plans"]) this.addSql(securityOf(table));
    this.addSql(writing);
    this.addSql(notices);
  }
}

const tables = `
alter table backstories add column critic text null, add column nearest_share real null;
create table interview_rounds (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  wish jsonb not null,
  interviewee text not null,
  form text not null check (form in ('completion', 'chat')),
  critic text not null check (critic <> interviewee),
  is_by_plan boolean not null default false,
  job_id text null,
  paused_by jsonb null,
  created_at timestamptz not null default now()
);
create index interview_rounds_workspace on interview_rounds (workspace_id, id);
create table interviews (
  round_id text not null references interview_rounds on delete cascade,
  place int not null,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  person jsonb not null,
  answers jsonb not null,
  rejections jsonb not null,
  status text not null check (status in ('open', 'told', 'set-aside')),
  reasons jsonb null,
  nearest_id text null,
  nearest_share real null,
  backstory_id text null references backstories on delete set null,
  updated_at timestamptz not null default now(),
  primary key (round_id, place),
  check ((status = 'set-aside') = (reasons is not null))
);
create index interviews_set_aside on interviews (workspace_id, round_id, place) where status = 'set-aside';
create index interviews_backstory on interviews (backstory_id);
create table pool_plans (
  workspace_id text primary key references workspaces,
  owner_id text not null references users,
  plan jsonb not null,
  updated_at timestamptz not null default now()
);
`;

const KEEPER = `workspace_id = (select scope_workspace()) and (select scope_has_role('facilitator', 'admin'))`;
const BY_MAKER = `${KEEPER} and owner_id = (select scope_user())`;

const securityOf = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy of_the_server on ${table} using ((select is_server())) with check ((select is_server()));
create policy app_read on ${table} for select to dramatis_app using (${KEEPER});
grant select on ${table} to dramatis_app;
`;

/** What is told in an interview is written by the job, as the server. */
const writing = `
create policy app_add on interview_rounds for insert to dramatis_app with check (${BY_MAKER});
create policy app_change on interview_rounds for update to dramatis_app using (${BY_MAKER}) with check (${BY_MAKER});
create policy app_add on pool_plans for insert to dramatis_app with check (${BY_MAKER});
create policy app_change on pool_plans for update to dramatis_app using (${KEEPER}) with check (${BY_MAKER});
create policy interviews_read on durable_jobs for select to dramatis_app using (
  name = 'interview-backstories' and ${KEEPER});
grant insert, update (job_id) on interview_rounds to dramatis_app;
grant insert, update (owner_id, plan, updated_at) on pool_plans to dramatis_app;
`;

/** A new workspace gets the backstories that ship, from whichever server receives this. */
const notices = `
create function announce_workspace() returns trigger language plpgsql as $$
begin
  perform pg_notify('workspaces', json_build_object('workspaceId', new.id)::text);
  return null;
end $$;
create trigger workspaces_announced after insert on workspaces for each row execute function announce_workspace();
`;
