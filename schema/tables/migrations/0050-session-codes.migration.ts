import { Migration } from "@mikro-orm/migrations";

/** Turns of a session, coded by hand with its codebook (SPEC C9): by facilitators, each for themselves. */
export class SessionCodes extends Migration {
  override name = "0050-session-codes";

  override up(): void {
    this.addSql(tables);
    this.addSql(security);
  }
}

/** A coding goes with its turn and with its code. */
const tables = `
create table session_codes (
  id text primary key,
  session_id text not null references sessions on delete cascade,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  name text not null,
  description text not null default '',
  created_at timestamptz not null default now(),
  constraint session_codes_session_id_name_unique unique (session_id, name)
);
create table session_codings (
  session_id text not null references sessions on delete cascade,
  code_id text not null references session_codes on delete cascade,
  turn_id text not null references turns on delete cascade,
  workspace_id text not null references workspaces,
  coder_id text not null references users,
  created_at timestamptz not null default now(),
  primary key (code_id, turn_id, coder_id)
);
create index session_codings_session on session_codings (session_id);
create index session_codings_turn on session_codings (turn_id);
`;

const USER = "(select scope_user())";
const LEADS = "workspace_id = (select scope_workspace()) and scope_session_role(session_id) = 'facilitator'";

const security = `
${["session_codes", "session_codings"]
  .map(
    (table) => `alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy of_the_server on ${table} using ((select is_server())) with check ((select is_server()));
create policy app_read on ${table} for select to dramatis_app using (${LEADS});`,
  )
  .join("\n")}
create policy app_add on session_codes for insert to dramatis_app with check (${LEADS} and owner_id = ${USER});
create policy app_change on session_codes for update to dramatis_app using (${LEADS}) with check (${LEADS});
create policy app_remove on session_codes for delete to dramatis_app using (${LEADS});
create policy app_add on session_codings for insert to dramatis_app with check (${LEADS} and coder_id = ${USER}
  and exists (select from session_codes c where c.id = code_id and c.session_id = session_codings.session_id)
  and exists (select from turns t join sessions s on s.circle_id = t.circle_id
    where t.id = turn_id and s.id = session_codings.session_id));
create policy app_remove on session_codings for delete to dramatis_app using (${LEADS} and coder_id = ${USER});
grant select, insert, delete, update (name, description) on session_codes to dramatis_app;
grant select, insert, delete on session_codings to dramatis_app;
`;
