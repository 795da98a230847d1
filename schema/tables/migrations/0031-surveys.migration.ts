import { Migration } from "@mikro-orm/migrations";

/** Surveys and their versions (SPEC S1), shared by the facilitators and admins of a workspace. */
export class Surveys extends Migration {
  override name = "0031-surveys";

  override up(): void {
    this.addSql(tables);
    this.addSql(security);
  }
}

const tables = `
create table surveys (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  name text not null,
  description text not null,
  status text not null default 'draft' check (status in ('draft', 'published', 'archived')),
  version int not null default 1,
  question_count int not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index surveys_workspace on surveys (workspace_id, id);
create index surveys_owner on surveys (owner_id);
create table survey_versions (
  survey_id text not null references surveys on delete cascade,
  version int not null,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  model jsonb not null,
  created_at timestamptz not null default now(),
  primary key (survey_id, version)
);
`;

/** A version is added and read, never changed; it goes with its survey. */
const KEEPER = `workspace_id = (select scope_workspace()) and (select scope_has_role('facilitator', 'admin'))`;
const security = `
alter table surveys enable row level security;
alter table surveys force row level security;
alter table survey_versions enable row level security;
alter table survey_versions force row level security;
create policy of_the_server on surveys using ((select is_server())) with check ((select is_server()));
create policy of_the_server on survey_versions using ((select is_server())) with check ((select is_server()));
create policy app_read on surveys for select to dramatis_app using (${KEEPER});
create policy app_add on surveys for insert to dramatis_app with check (${KEEPER} and owner_id = (select scope_user()));
create policy app_change on surveys for update to dramatis_app using (${KEEPER}) with check (${KEEPER});
create policy app_remove on surveys for delete to dramatis_app using (
  ${KEEPER} and (owner_id = (select scope_user()) or (select scope_has_role('admin'))));
create policy app_read on survey_versions for select to dramatis_app using (${KEEPER});
create policy app_add on survey_versions for insert to dramatis_app with check (
  ${KEEPER} and owner_id = (select scope_user()));
grant select, insert, delete, update (name, description, status, version, question_count, updated_at)
  on surveys to dramatis_app;
grant select, insert on survey_versions to dramatis_app;
`;
