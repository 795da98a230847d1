import { Migration } from "@mikro-orm/migrations";

/** Pictures that sections of a guide show (SPEC C9). */
export class SessionPictures extends Migration {
  override name = "0065-session-pictures";

  override up(): void {
    this.addSql(table);
    this.addSql(policies);
  }
}

const table = `
create table session_pictures (
  id text primary key,
  session_id text not null references sessions on delete cascade,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  content_type text not null check (content_type in ('image/png', 'image/jpeg')),
  content bytea not null check (octet_length(content) <= ${2 * 1024 * 1024}),
  added_at timestamptz not null default now()
);
create index session_pictures_session on session_pictures (session_id);
-- Whoever was let in sees the picture of the running section, and no other.
create function scope_is_shown_picture(session text, picture text) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select scope_attends_session(session) and exists (select from sessions s where s.id = session and s.status = 'live'
    and s.plan->'guide'->s.section->'material'->>'pictureId' = picture)
$$;
`;

const HERE = "workspace_id = (select scope_workspace())";
const LEADS = `${HERE} and scope_session_role(session_id) = 'facilitator'`;

const policies = `
alter table session_pictures enable row level security; alter table session_pictures force row level security;
create policy of_the_server on session_pictures using ((select is_server())) with check ((select is_server()));
create policy app_read on session_pictures for select to dramatis_app
  using (${LEADS} or ${HERE} and scope_is_shown_picture(session_id, id));
create policy app_add on session_pictures for insert to dramatis_app
  with check (${LEADS} and owner_id = (select scope_user()));
create policy app_remove on session_pictures for delete to dramatis_app using (${LEADS});
grant select, insert, delete on session_pictures to dramatis_app;
`;
