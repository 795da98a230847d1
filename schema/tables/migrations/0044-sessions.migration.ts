import { Migration } from "@mikro-orm/migrations";

/** Sessions, their people, invitations, consents and record (SPEC C9). */
export class Sessions extends Migration {
  override name = "0044-sessions";

  override up(): void {
    this.addSql(tables);
    this.addSql(scope);
    for (const [table, rules] of Object.entries(TABLES)) this.addSql(secure(table, rules));
  }
}

const ofSession = `
  session_id text not null references sessions on delete cascade,
  workspace_id text not null references workspaces`;

const tables = `
create table sessions (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  template text,
  plan json not null,
  version int not null default 1,
  consent_version int not null default 1,
  starts_at timestamptz,
  status text not null default 'planned' check (status in ('planned', 'live', 'ended')),
  circle_id text,
  section int not null default 0,
  started_at timestamptz,
  section_started_at timestamptz,
  frozen_at timestamptz,
  frozen_ms bigint not null default 0,
  section_frozen_ms bigint not null default 0,
  muted text[] not null default '{}',
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_workspace on sessions (workspace_id, id);
create index sessions_owner on sessions (owner_id);
create index sessions_running on sessions (status, starts_at) where status <> 'ended';
create table session_people (
  ${ofSession},
  user_id text not null references users,
  role text not null check (role in ('facilitator', 'participant', 'observer', 'spectator')),
  status text not null check (status in ('invited', 'waiting', 'admitted', 'dismissed', 'withdrawn')),
  invitation_id text,
  on_stage_until timestamptz,
  joined_at timestamptz not null default now(),
  primary key (session_id, user_id)
);
create index session_people_user on session_people (user_id);
create table session_consents (
  ${ofSession},
  user_id text not null references users,
  version int not null,
  text text not null,
  agreed_at timestamptz not null default now(),
  primary key (session_id, user_id, version)
);
create table session_invitations (
  id text primary key,
  ${ofSession},
  owner_id text not null references users,
  token_hash text not null unique,
  role text not null check (role in ('facilitator', 'participant', 'observer', 'spectator')),
  uses_left int not null check (uses_left >= 0),
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  created_at timestamptz not null default now()
);
create index session_invitations_session on session_invitations (session_id);
create table session_records (
  id text primary key,
  ${ofSession},
  at timestamptz not null default now(),
  actor_id text not null,
  actor_name text not null,
  action text not null,
  details json not null
);
create index session_records_session on session_records (session_id, id);
create table session_whispers (
  id text primary key,
  ${ofSession},
  owner_id text not null references users,
  persona_id text not null,
  text text not null,
  created_at timestamptz not null default now(),
  delivered_at timestamptz
);
create index session_whispers_session on session_whispers (session_id, id) where delivered_at is null;
create table session_notes (
  id text primary key,
  ${ofSession},
  author_id text not null references users,
  author_name text not null,
  text text not null,
  at timestamptz not null default now()
);
create index session_notes_session on session_notes (session_id, id);
`;

/**
 * A role for one session. Facilitators and admins of the workspace share its sessions. Participants have theirs from the
 * moment they open the link, observers and spectators until they are sent out.
 */
const scope = `
create function scope_session_role(session text) returns text language sql stable security definer
  set search_path = public, pg_temp as $$
  select case when s.owner_id = scope_user() or scope_has_role('facilitator', 'admin') then 'facilitator' else p.role end
  from sessions s left join session_people p on p.session_id = s.id and p.user_id = scope_user()
    and p.status not in ('dismissed', 'withdrawn')
  where s.id = session and s.workspace_id = scope_workspace()
$$;
`;

const HERE = "workspace_id = (select scope_workspace())";
const USER = "(select scope_user())";
const KEEPER = "(select scope_has_role('facilitator', 'admin'))";
const LEADS = `${HERE} and scope_session_role(session_id) = 'facilitator'`;

type Rules = { read?: string; add?: string; change?: string; remove?: string; rights: string };

const TABLES: Record<string, Rules> = {
  sessions: {
    read: `${HERE} and (owner_id = ${USER} or ${KEEPER} or id in (select session_id from session_people where user_id = ${USER}))`,
    add: `${HERE} and owner_id = ${USER} and ${KEEPER}`,
    change: `${HERE} and (owner_id = ${USER} or ${KEEPER} or scope_session_role(id) = 'facilitator')`,
    remove: `${HERE} and status = 'planned' and (owner_id = ${USER} or (select scope_has_role('admin')))`,
    rights: `select, insert, delete, update (plan, version, consent_version, starts_at, status, circle_id, section, started_at,
      section_started_at, frozen_at, frozen_ms, section_frozen_ms, muted, ended_at, updated_at)`,
  },
  session_people: {
    read: `${HERE} and (user_id = ${USER} or scope_session_role(session_id) = 'facilitator')`,
    change: LEADS,
    rights: "select, update (status, on_stage_until)",
  },
  session_consents: {
    read: `${HERE} and (user_id = ${USER} or scope_session_role(session_id) = 'facilitator')`,
    rights: "select",
  },
  session_invitations: {
    read: LEADS,
    add: `${LEADS} and owner_id = ${USER}`,
    change: LEADS,
    rights: `select (id, session_id, workspace_id, owner_id, role, uses_left, expires_at, withdrawn_at, created_at), insert,
      update (withdrawn_at)`,
  },
  session_records: { read: LEADS, add: `${LEADS} and actor_id = ${USER}`, rights: "select, insert" },
  session_whispers: { read: LEADS, add: `${LEADS} and owner_id = ${USER}`, rights: "select, insert" },
  session_notes: {
    read: `${HERE} and scope_session_role(session_id) in ('facilitator', 'observer')`,
    add: `${HERE} and author_id = ${USER} and scope_session_role(session_id) in ('facilitator', 'observer')`,
    rights: "select, insert",
  },
};

function secure(table: string, { read, add, change, remove, rights }: Rules): string {
  const policies = [
    "of_the_server on $ using ((select is_server())) with check ((select is_server()))",
    read && `app_read on $ for select to dramatis_app using (${read})`,
    add && `app_add on $ for insert to dramatis_app with check (${add})`,
    change && `app_change on $ for update to dramatis_app using (${change}) with check (${change})`,
    remove && `app_remove on $ for delete to dramatis_app using (${remove})`,
  ];
  return [
    `alter table ${table} enable row level security; alter table ${table} force row level security;`,
    ...policies.flatMap((policy) => (policy ? [`create policy ${policy.replace("$", table)};`] : [])),
    `grant ${rights} on ${table} to dramatis_app;`,
  ].join("\n");
}
