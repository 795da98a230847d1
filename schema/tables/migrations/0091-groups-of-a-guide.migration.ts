import { Migration } from "@mikro-orm/migrations";

/** Sessions that run one guide with several groups, and what their themes are called side by side (SPEC C9). */
export class GroupsOfAGuide extends Migration {
  override name = "0091-groups-of-a-guide";

  override up(): void {
    this.addSql(tables);
    this.addSql(security);
  }
}

/** A name goes with the theme of an outcome, or the code, that has it. */
const tables = `
alter table sessions add column guide_id text null;
create index sessions_guide on sessions (coalesce(guide_id, id));
create table session_theme_names (
  entry_id text primary key,
  item_id text null references outcome_items on delete cascade,
  code_id text null references session_codes on delete cascade,
  session_id text not null references sessions on delete cascade,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  name text not null,
  made_by text not null check (made_by in ('model', 'person')),
  check (num_nonnulls(item_id, code_id) = 1 and entry_id = coalesce(item_id, code_id))
);
create index session_theme_names_session on session_theme_names (session_id);
create index session_theme_names_item on session_theme_names (item_id);
create index session_theme_names_code on session_theme_names (code_id);
`;

const LEADS = "workspace_id = (select scope_workspace()) and scope_session_role(session_id) = 'facilitator'";
const USER = "(select scope_user())";

const security = `
alter table session_theme_names enable row level security;
alter table session_theme_names force row level security;
create policy of_the_server on session_theme_names using ((select is_server())) with check ((select is_server()));
create policy app_read on session_theme_names for select to dramatis_app using (${LEADS});
create policy app_add on session_theme_names for insert to dramatis_app with check (${LEADS} and owner_id = ${USER} and (
  exists (select from session_codes c where c.id = code_id and c.session_id = session_theme_names.session_id)
  or exists (select from outcome_items i join sessions s on s.circle_id = i.circle_id
    where i.id = item_id and s.id = session_theme_names.session_id)));
create policy app_change on session_theme_names for update to dramatis_app using (${LEADS})
  with check (${LEADS} and owner_id = ${USER});
create policy app_remove on session_theme_names for delete to dramatis_app using (${LEADS});
grant select, insert, delete, update (name, made_by, owner_id) on session_theme_names to dramatis_app;
`;
