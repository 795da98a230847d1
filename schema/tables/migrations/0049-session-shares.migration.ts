import { Migration } from "@mikro-orm/migrations";

/**
 * Links that show what a session left to anybody who has one (SPEC C9). A link is nobody of a workspace: it reads what its
 * own policies allow, as long as it holds and the consent forms allow it.
 */
export class SessionShares extends Migration {
  override name = "0049-session-shares";

  override up(): void {
    this.addSql(tables);
    this.addSql(scope);
    this.addSql(security);
  }
}

const tables = `
create table session_shares (
  id text primary key,
  session_id text not null references sessions on delete cascade,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  token_hash text not null unique,
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  created_at timestamptz not null default now()
);
create index session_shares_session on session_shares (session_id);
alter table session_consents add column may_share boolean not null default false;
`;

/**
 * What is private may be shown where the form says so, and everybody whose words are in it agreed to it last in that version.
 * Facilitators write the form.
 */
const scope = `
create function scope_share() returns text language sql stable as $$
  select nullif(current_setting('dramatis.share', true), '')
$$;
create function session_may_be_shared(session text) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (select from sessions s where s.id = session and s.status = 'ended' and (
    (s.plan ->> 'isOpen')::boolean
    or coalesce((s.plan ->> 'mayShare')::boolean, false) and not exists (
      select from turns t join session_people p on p.session_id = s.id and p.user_id = t.speaker_id and p.role <> 'facilitator'
      where t.circle_id = s.circle_id and not coalesce((select c.may_share from session_consents c
        where c.session_id = s.id and c.user_id = t.speaker_id order by c.version desc limit 1), false))))
$$;
create function scope_shared_session() returns text language sql stable security definer
  set search_path = public, pg_temp as $$
  select l.session_id from session_shares l where l.token_hash = scope_share() and l.withdrawn_at is null
    and l.expires_at > now() and session_may_be_shared(l.session_id)
$$;
create function scope_shared_circle() returns text language sql stable security definer
  set search_path = public, pg_temp as $$
  select s.circle_id from sessions s where s.id = scope_shared_session()
$$;
`;

const LEADS = "workspace_id = (select scope_workspace()) and scope_session_role(session_id) = 'facilitator'";
const SESSION = "(select scope_shared_session())";
const CIRCLE = "(select scope_shared_circle())";

/** What a link may read. */
const SHARED: Record<string, string> = {
  sessions: `id = ${SESSION}`,
  session_people: `session_id = ${SESSION}`,
  session_records: `session_id = ${SESSION} and action in ('section-changed', 'pinned')`,
  circles: `id = ${CIRCLE}`,
  turns: `circle_id = ${CIRCLE}`,
  outcomes: `circle_id = ${CIRCLE}`,
  outcome_items: `circle_id = ${CIRCLE}`,
  outcome_votes: `item_id in (select id from outcome_items where circle_id = ${CIRCLE})`,
};

const security = `
alter table session_shares enable row level security;
alter table session_shares force row level security;
create policy of_the_server on session_shares using ((select is_server())) with check ((select is_server()));
create policy app_read on session_shares for select to dramatis_app using (${LEADS});
create policy app_add on session_shares for insert to dramatis_app
  with check (${LEADS} and owner_id = (select scope_user()));
create policy app_change on session_shares for update to dramatis_app using (${LEADS}) with check (${LEADS});
grant select (id, session_id, workspace_id, owner_id, expires_at, withdrawn_at, created_at), insert, update (withdrawn_at)
  on session_shares to dramatis_app;
${Object.entries(SHARED)
  .map(([table, rule]) => `create policy shared_read on ${table} for select to dramatis_app using (${rule});`)
  .join("\n")}
`;
