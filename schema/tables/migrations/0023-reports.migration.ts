import { Migration } from "@mikro-orm/migrations";

/** What people reported, for admins (SPEC A6). What was said is copied: it stays readable when the turn is edited or deleted. */
export class Reports extends Migration {
  override name = "0023-reports";

  override up(): void {
    this.addSql(table);
    this.addSql(security);
  }
}

const table = `
create table reports (
  id text primary key,
  workspace_id text not null references workspaces,
  reporter_id text not null references users on delete cascade,
  subject_id text not null,
  subject_name text not null,
  turn_id text null,
  quote text null,
  reason text not null,
  created_at timestamptz not null default now(),
  settled_at timestamptz null
);
create index reports_workspace on reports (workspace_id, id desc);
create index reports_reporter on reports (reporter_id, created_at);
`;

const security = `
alter table reports enable row level security;
alter table reports force row level security;
create policy of_the_server on reports using ((select is_server())) with check ((select is_server()));
create policy app_read on reports for select to dramatis_app using (workspace_id = (select scope_workspace())
  and (reporter_id = (select scope_user()) or (select scope_has_role('admin'))));
create policy app_add on reports for insert to dramatis_app
  with check (workspace_id = (select scope_workspace()) and reporter_id = (select scope_user()) and settled_at is null);
grant select, insert on reports to dramatis_app;
`;
