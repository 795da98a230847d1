import { Migration } from "@mikro-orm/migrations";

/** Targets of a workspace, and the panels matched to them (SPEC S1, S4), shared by its facilitators and admins. */
export class Targets extends Migration {
  override name = "0032-targets";

  override up(): void {
    this.addSql(tables);
    this.addSql(security);
  }
}

const tables = `
create table targets (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  name text not null,
  definition json not null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index targets_workspace on targets (workspace_id, id);
create index targets_owner on targets (owner_id);
create table target_matches (
  id text primary key,
  target_id text not null references targets on delete cascade,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  wish jsonb not null,
  definition json not null,
  job_id text null,
  report jsonb null,
  pairs jsonb null,
  created_at timestamptz not null default now()
);
create index target_matches_target on target_matches (target_id, id);
`;

/** What a job found is written by the server; its progress is that of the job. */
const KEEPER = `workspace_id = (select scope_workspace()) and (select scope_has_role('facilitator', 'admin'))`;
const BY_MAKER = `${KEEPER} and owner_id = (select scope_user())`;
const security = `
alter table targets enable row level security;
alter table targets force row level security;
alter table target_matches enable row level security;
alter table target_matches force row level security;
create policy of_the_server on targets using ((select is_server())) with check ((select is_server()));
create policy of_the_server on target_matches using ((select is_server())) with check ((select is_server()));
create policy app_read on targets for select to dramatis_app using (${KEEPER});
create policy app_add on targets for insert to dramatis_app with check (${BY_MAKER});
create policy app_change on targets for update to dramatis_app using (${KEEPER}) with check (${KEEPER});
create policy app_remove on targets for delete to dramatis_app using (
  ${KEEPER} and (owner_id = (select scope_user()) or (select scope_has_role('admin'))));
create policy app_read on target_matches for select to dramatis_app using (${KEEPER});
create policy app_add on target_matches for insert to dramatis_app with check (${BY_MAKER});
create policy app_change on target_matches for update to dramatis_app using (${BY_MAKER}) with check (${BY_MAKER});
create policy app_remove on target_matches for delete to dramatis_app using (${KEEPER});
grant select, insert, delete, update (name, definition, version, updated_at) on targets to dramatis_app;
grant select, insert, delete, update (job_id) on target_matches to dramatis_app;
create policy panels_read on durable_jobs for select to dramatis_app using (name = 'match-panel' and ${KEEPER});
`;
