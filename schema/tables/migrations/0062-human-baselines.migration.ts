import { Migration } from "@mikro-orm/migrations";

/** Tables of people that facilitators upload, to stand beside runs (SPEC S7); none is ever changed. */
export class HumanBaselines extends Migration {
  override name = "0062-human-baselines";

  override up(): void {
    this.addSql(table);
    this.addSql(security);
  }
}

const table = `
create table human_baselines (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  name text not null,
  survey_name text not null,
  questions jsonb not null,
  people int not null,
  columns json not null,
  weights json null,
  not_understood jsonb not null,
  created_at timestamptz not null default now()
);
create index human_baselines_workspace on human_baselines (workspace_id, id);
create index human_baselines_owner on human_baselines (owner_id);
`;

const KEEPER = `workspace_id = (select scope_workspace()) and (select scope_has_role('facilitator', 'admin'))`;
const security = `
alter table human_baselines enable row level security;
alter table human_baselines force row level security;
create policy of_the_server on human_baselines using ((select is_server())) with check ((select is_server()));
create policy app_read on human_baselines for select to dramatis_app using (${KEEPER});
create policy app_add on human_baselines for insert to dramatis_app with check (
  ${KEEPER} and owner_id = (select scope_user()));
create policy app_remove on human_baselines for delete to dramatis_app using (
  ${KEEPER} and (owner_id = (select scope_user()) or (select scope_has_role('admin'))));
grant select, insert, delete on human_baselines to dramatis_app;
`;
